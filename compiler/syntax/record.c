// Sound records, of which nearly all of a file is made, read by hand: the same trees that the grammar makes of them (tests compare the two), for a
// third of the instructions. Whatever looks odd is left to the grammar, which takes it or knows what is wrong with it.
#include "syntax/build.h"
#include "syntax/parser.h"

// The node of a token that is a value by itself; 0 for other tokens.
static const uint8_t leaves[256] = {
    [WORD] = NODE_WORD,       [PATH] = NODE_PATH,         [NUMBER] = NODE_NUMBER, [DATE] = NODE_DATE, [STRING] = NODE_STRING, [TEXT] = NODE_TEXT,
    [PERCENT] = NODE_PERCENT, [DURATION] = NODE_DURATION, [MONEY] = NODE_MONEY,   [URL] = NODE_URL,   [ON] = NODE_WORD,
};

static inline uint8_t here(const Parse *p) {
    return p->kind[p->at];
}

// A node for the present token, which is passed.
static inline NodeId take(Parse *p, NodeKind kind) {
    if (p->nodes == p->node_cap) build_grow(p, 1);
    NodeId n = p->nodes++;
    p->node_kind[n] = (uint16_t)kind;
    p->node_place[n] = p->start[p->at++] - p->file->base;
    return n;
}

// All children of `parent` have been read; 0: it has none.
static inline NodeId close(Parse *p, NodeId parent, NodeId last) {
    if (last == 0) return parent;
    p->node_kind[parent] |= NODE_PARENT;
    p->node_kind[last] |= NODE_LAST;
    return parent;
}

static NodeId take_todo(Parse *p) {
    NodeId todo = take(p, NODE_TODO);
    return close(p, todo, here(p) == STRING ? take(p, NODE_STRING) : 0);
}

// All below return 0 at what is no sound record.
static inline NodeId simple(Parse *p) {
    NodeKind kind = (NodeKind)leaves[here(p)];
    if (kind != NODE_NONE) return take(p, kind);
    if (here(p) == TODO) return take_todo(p);
    if (here(p) != MINUS || p->kind[p->at + 1] != NUMBER) return 0;
    NodeId number = take(p, NODE_NUMBER);
    p->at++;
    return number;
}

// A node for the present token, a sign, which stands behind the first part of what it composes: the node goes before that.
static NodeId take_sign(Parse *p, NodeKind kind, NodeId first) {
    NodeId sign = take(p, kind);
    uint32_t place = p->node_place[sign];
    memmove(&p->node_kind[first + 1], &p->node_kind[first], (sign - first) * sizeof *p->node_kind);
    memmove(&p->node_place[first + 1], &p->node_place[first], (sign - first) * sizeof *p->node_place);
    p->node_kind[first] = (uint16_t)kind;
    p->node_place[first] = place;
    return first;
}

// A range or a rating, from the sign behind its first part.
static NodeId composed(Parse *p, NodeId first) {
    bool range = here(p) == DOTDOT;
    NodeId whole = take_sign(p, range ? NODE_RANGE : NODE_RATING, first);
    for (;;) {
        NodeId part = simple(p);
        if (part == 0) return 0;
        if (range || (here(p) != TIMES && here(p) != STAR)) return close(p, whole, part);
        p->at++;
    }
}

static inline NodeId value(Parse *p) {
    NodeId first = simple(p);
    bool goes_on = here(p) == TIMES || here(p) == STAR || here(p) == DOTDOT;
    return first != 0 && goes_on ? composed(p, first) : first;
}

static inline NodeId field(Parse *p) {
    NodeId whole = take(p, NODE_FIELD);
    for (;;) {
        NodeId last = value(p);
        if (last == 0) return 0;
        if (here(p) != COMMA) return close(p, whole, last);
        p->at++;
    }
}

static NodeId record(Parse *p);

static NodeId body(Parse *p) {
    NodeId whole = take(p, NODE_BODY), last = 0;
    while (here(p) != RBRACE) {
        last = here(p) == FIELD ? field(p) : here(p) == WORD ? record(p) : 0;
        if (last == 0) return 0;
    }
    p->at++;
    return close(p, whole, last);
}

// Ids with commas between them: the last one.
static NodeId ids(Parse *p) {
    for (;;) {
        uint8_t code = here(p);
        if (code != WORD && code != PATH && code != NUMBER && code != DATE) return 0;
        NodeId last = take(p, (NodeKind)leaves[code]);
        if (here(p) != COMMA) return last;
        p->at++;
    }
}

static NodeId targets(Parse *p) {
    NodeId on = take(p, NODE_ON), last = ids(p);
    return last == 0 ? 0 : close(p, on, last);
}

// From the kind to the title: the last node of it in *last. False at what is no sound record.
static bool head(Parse *p, NodeId whole, NodeId *last) {
    bool named = here(p) != STRING && here(p) != TODO && here(p) != LBRACE;
    if (named && (*last = ids(p)) == 0) return false;
    if (named) build_record_line(p, p->node_place[whole], p->node_place[whole + 1]);
    if (named && here(p) == ON && (*last = targets(p)) == 0) return false;
    bool titled = here(p) == STRING || here(p) == TODO;
    if (titled) *last = here(p) == TODO ? take_todo(p) : take(p, NODE_STRING);
    return titled || here(p) == LBRACE;
}

static NodeId record(Parse *p) {
    NodeId whole = take(p, NODE_RECORD), last = 0;
    if (!head(p, whole, &last)) return 0;
    if (here(p) == LBRACE && (last = body(p)) == 0) return 0;
    return close(p, whole, last);
}

NodeId record_read(Parse *p) {
    uint32_t at = p->at, nodes = p->nodes;
    bool suspicious = p->suspicious;
    NodeId read = record(p);
    if (read != 0) {
        p->node_kind[read] |= NODE_LAST;
        return read;
    }
    p->at = at;
    p->nodes = nodes;
    p->suspicious = suspicious;
    return 0;
}
