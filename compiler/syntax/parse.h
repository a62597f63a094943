// From the bytes of a file to its tree. Never fails: a mistake becomes a diagnostic, and what could not be understood is left out of the
// tree (NODE_ERROR for values, Tree.lost for records). Files share nothing.
#ifndef ISMSC_SYNTAX_PARSE_H
#define ISMSC_SYNTAX_PARSE_H

#include "base/out.h"
#include "diag/diagnostic.h"
#include "syntax/tree.h"

// Memory that is used again from file to file (token columns, scanner and parser stacks). One for each thread. Zeroed before first use.
typedef struct ParseScratch ParseScratch;
ParseScratch *parse_scratch_new(void);
void parse_scratch_free(ParseScratch *scratch);

// Scans, classifies, repairs and parses one file into `tree` (initialised by the caller with tree_init).
void parse_file(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink);

// The same without the reader of sound records (record.c): what tests compare parse_file with.
void parse_by_grammar(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink);

// The same for the text of `ismsc query`: the tree's one top node is a NODE_QUERY.
void parse_query(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink);

// The tokens of the file that was parsed last, which was sound: what the printer needs beside the tree. They live until the next file is parsed.
const struct Tokens *parse_tokens(const ParseScratch *scratch);

// Only scans, for the benchmark and --dump=tokens: prints one line for each token (line:column, kind, text).
void dump_tokens(Sources *sources, FileId file, ParseScratch *scratch, Out *out);
void dump_tree(const Tree *tree, const Sources *sources, Out *out);

#endif
