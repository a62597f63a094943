// Sound records, of which nearly all of a file is made, read by hand: the same trees that the grammar makes of them (tests compare the two), for a
// third of the instructions. Whatever looks odd is left to the grammar, which takes it or knows what is wrong with it.
#include "syntax/build.h"
#include "syntax/parser.h"

// The node of a token that is a value by itself; 0 for other tokens.
static const uint8_t leaves[256] = {
    [WORD] = NODE_WORD,
    [PATH] = NODE_PATH,
    [NUMBER] = NODE_NUMBER,
    [DATE] = NODE_DATE,
    [STRING] = NODE_STRING,
    [TEXT] = NODE_TEXT,
    [PERCENT] = NODE_PERCENT,
    [DURATION] = NODE_DURATION,
    [MONEY] = NODE_MONEY,
    [URL] = NODE_URL,
    [ON] = NODE_WORD,
};

static inline uint8_t here(const Parse *p) {
    return p->kind[p->at];
}

// A node for the present token, which is passed. There is room: no record has more nodes than tokens.
static inline NodeId take(Parse *p, NodeKind kind) {
    NodeId n = p->nodes++;
    p->node_kind[n] = (uint8_t)kind;
    p->node_pos[n] = p->start[p->at++];
    p->node_child[n] = p->node_next[n] = 0;
    return n;
}

// `n` becomes the next child of `parent`, whose last one was *last.
static inline void hang(Parse *p, NodeId parent, NodeId *last, NodeId n) {
    if (*last) p->node_next[*last] = n;
    else p->node_child[parent] = n;
    *last = n;
}

static NodeId take_todo(Parse *p) {
    NodeId todo = take(p, NODE_TODO);
    if (here(p) == STRING) p->node_child[todo] = take(p, NODE_STRING);
    return todo;
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

// A range or a rating, from the sign behind its first part.
static NodeId composed(Parse *p, NodeId first) {
    bool range = here(p) == DOTDOT;
    NodeId whole = take(p, range ? NODE_RANGE : NODE_RATING), last = 0;
    hang(p, whole, &last, first);
    for (;;) {
        NodeId part = simple(p);
        if (part == 0) return 0;
        hang(p, whole, &last, part);
        if (range || (here(p) != TIMES && here(p) != STAR)) return whole;
        p->at++;
    }
}

static inline NodeId value(Parse *p) {
    NodeId first = simple(p);
    bool goes_on = here(p) == TIMES || here(p) == STAR || here(p) == DOTDOT;
    return first != 0 && goes_on ? composed(p, first) : first;
}

static inline NodeId field(Parse *p) {
    NodeId whole = take(p, NODE_FIELD), last = 0;
    for (;;) {
        NodeId one_more = value(p);
        if (one_more == 0) return 0;
        hang(p, whole, &last, one_more);
        if (here(p) != COMMA) return whole;
        p->at++;
    }
}

static NodeId record(Parse *p);

static NodeId body(Parse *p) {
    NodeId whole = take(p, NODE_BODY), last = 0;
    while (here(p) != RBRACE) {
        NodeId item = here(p) == FIELD ? field(p) : here(p) == WORD ? record(p) : 0;
        if (item == 0) return 0;
        hang(p, whole, &last, item);
    }
    p->at++;
    return whole;
}

// Ids with commas between them, as children of `parent`.
static bool ids(Parse *p, NodeId parent, NodeId *last) {
    for (;;) {
        uint8_t code = here(p);
        if (code != WORD && code != PATH && code != NUMBER && code != DATE) return false;
        hang(p, parent, last, take(p, (NodeKind)leaves[code]));
        if (here(p) != COMMA) return true;
        p->at++;
    }
}

static bool targets(Parse *p, NodeId parent, NodeId *last) {
    NodeId on = take(p, NODE_ON), last_target = 0;
    hang(p, parent, last, on);
    return ids(p, on, &last_target);
}

static NodeId record(Parse *p) {
    NodeId whole = take(p, NODE_RECORD), last = 0;
    if (here(p) != STRING && here(p) != TODO && here(p) != LBRACE) {
        if (!ids(p, whole, &last)) return 0;
        build_record_line(p, p->node_pos[whole], p->node_pos[p->node_child[whole]]);
        if (here(p) == ON && !targets(p, whole, &last)) return 0;
    }
    bool titled = here(p) == STRING || here(p) == TODO;
    if (titled) hang(p, whole, &last, here(p) == TODO ? take_todo(p) : take(p, NODE_STRING));
    if (here(p) != LBRACE) return titled ? whole : 0;
    NodeId inside = body(p);
    if (inside == 0) return 0;
    hang(p, whole, &last, inside);
    return whole;
}

NodeId record_read(Parse *p) {
    uint32_t at = p->at, nodes = p->nodes;
    bool suspicious = p->suspicious;
    if (p->node_cap - nodes < p->tokens - at) build_grow(p, p->tokens - at);
    NodeId read = record(p);
    if (read != 0) return read;
    p->at = at;
    p->nodes = nodes;
    p->suspicious = suspicious;
    return 0;
}
