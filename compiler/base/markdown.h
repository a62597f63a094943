// Markdown for people without a browser. Modest on purpose: paragraphs, headings, lists, code and quotes keep their shape; emphasis and links lose
// their signs.
#ifndef ISMSC_BASE_MARKDOWN_H
#define ISMSC_BASE_MARKDOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"

typedef enum { MARKDOWN_NOTHING, MARKDOWN_PARAGRAPH, MARKDOWN_HEADING, MARKDOWN_POINT, MARKDOWN_CODE, MARKDOWN_QUOTE } MarkdownSort;

// A paragraph, a heading, a point of a list, a quote, or one line of code.
typedef struct {
    MarkdownSort sort;
    bool tight;      // stands close to the one before it: of the same list or the same code
    uint32_t indent; // of a point
    Str mark;        // of a point: `-` or `3.`
    Str text;        // on one line, without the signs of Markdown; valid until the next block
} MarkdownBlock;

typedef void MarkdownTake(void *context, const MarkdownBlock *block);

// Hands all blocks to `take`, in order. With `ticks`, code within a line keeps the signs around it.
void markdown_read(Str markdown, bool ticks, MarkdownTake *take, void *context);

// Writes the text without the signs of Markdown, one line for each block.
void markdown_plain(Str markdown, Out *out);

// Is it one line, from a word to a word, without any sign? It says the same as Markdown and as plain text.
bool markdown_is_plain(Str markdown);

// The first sentence of it, without its full stop, in `arena`.
Str markdown_sentence(Str markdown, Arena *arena);

#endif
