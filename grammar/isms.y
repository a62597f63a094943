// The grammar. Records are generic: only the meta-language (kind, rule, table …) has keywords.
//
// The parser reads token columns (compiler/syntax/token.h), which the scanner has classified already, and its actions build the tree and
// do nothing else. Two parsers are made of this file: a fast one, which gives up at the first mistake, and an exact one (LAC), which reads
// what the repairs (compiler/syntax/repair.h) made of a file with mistakes: there, every top-level declaration ends with END. Of a sound file
// the fast one sees each record at top level as one token, RECORD, which is read by hand (compiler/syntax/record.c).

%define api.prefix {fast_}
%define api.pure full
%define api.token.raw
%define api.value.type {Piece}
%define parse.error custom
%define lr.default-reduction consistent
%expect 0
%param {Parse *p}

%code requires {
#include "syntax/build.h"
}

%code {
#include "base/memory.h"

#define YYMALLOC mem_alloc
#define YYFREE mem_free
#define YYMAXDEPTH 1000000000

// The next token: its code, and its place as the value. Where records are read by hand, a whole one at top level is one token.
static inline int yylex(Piece *value, Parse *p) {
    if (p->by_hand && p->at == p->between && p->kind[p->at] == WORD && (value->node = record_read(p)) != 0) {
        p->between = p->at;
        return RECORD;
    }
    uint32_t i = p->at++;
    value->node = p->start[i];
    if (p->kind[i] == LBRACE) p->depth++;
    if (p->kind[i] == RBRACE && --p->depth == 0) p->between = p->at;
    return p->kind[i];
}

static void yyerror(Parse *p, const char *message) {
    (void)message; // only when memory is exhausted, which ends the process earlier
    p->failed = true;
}
}

%token
    END_OF_FILE 0 "the end of the file"
    END         "the end of the declaration"
    START_QUERY "a query"
    START_EXPRESSION "an expression"
    RECORD      "a record"

// Words and values.
%token
    WORD     "a name"
    PATH     "a path"
    NUMBER   "a number"
    PERCENT  "a percentage"
    DATE     "a date"
    STRING   "a text in quotes"
    TEXT     "a text block"
    DURATION "a duration"
    MONEY    "an amount of money"
    URL      "a web address"
    TODO     "`todo`"
    ON       "`on`"
    FIELD    "a field"
    POISON   "a value"
    POISON_TITLE "a title"

// Signs.
%token
    COMMA "`,`" LBRACE "`{`" RBRACE "`}`" DOTDOT "`..`" TIMES "`×`" STAR "`*`" PLUS "`+`" MINUS "`-`" SLASH "`/`"
    LPAREN "`(`" RPAREN "`)`" EQUALS "`=`" EQ "`==`" NE "`!=`" LT "`<`" LE "`<=`" GT "`>`" GE "`>=`" QUESTION "`?`" BAR "`|`"
    DOTNAME "a field's name after a dot"
    FUNCTION "a function"
    BINDER "a variable"
    OPEN_HOLE "`{` in a text" CLOSE_HOLE "`}` in a text" STRING_END "the end of a text"

// What is no part of the language, but of what people type: reported by the repairs.
%token
    SEMICOLON "`;`" COLON "`:`" LBRACKET "`[`" RBRACKET "`]`"
    SINGLE_QUOTED "a text in single quotes" TYPOGRAPHIC "a text in typographic quotes"
    OPEN_STRING "a text without an end" OPEN_TEXT "a text block without an end" OPEN_COMMENT "a comment without an end"
    BAD_BYTE "a stray character" HASH_COMMENT "a comment with `#`"

// Keywords of the meta-language.
%token
    USE "`use`" KIND "`kind`" EXTEND "`extend`" RULE "`rule`" TABLE "`table`" MATRIX "`matrix`" REPORT "`report`"
    IN "`in`" NOT_IN "`not in`" FOR "`for`" WHERE "`where`" IF "`if`" THEN "`then`" ELSE "`else`"
    AND "`and`" OR "`or`" NOT "`not`" WITHIN "`within`" IS "`is`" SET "`set`" MISSING "`missing`"
    ABOUT "`about`" INVERSE "`inverse`" EXTENDS "`extends`" SINGLE "`single`" APPROVES "`approves`"
    ONE "`one`" OF "`of`" MAP "`map`" TO "`to`" RANGE "`range`" DEFAULT "`default`"
    ENFORCES "`enforces`" PARAMETER "`parameter`" APPLIES "`applies`" WHEN "`when`" YIELDS "`yields`" LET "`let`"
    AT "`at`" NOTE "`note`" HELP "`help`" SUMMARY "`summary`" FIX "`fix`" APPEND "`append`" ADD "`add`" REPLACE "`replace`"
    LEVEL "another level (`error`, `warning`, …)"
    ORDER "`order`" BY "`by`" DOWN "`down`" GROUP "`group`" COLUMN "`column`" OFF "`off`" BAR_WORD "`bar`" FOOT "`foot`" LIMIT "`limit`"
    COLUMNS "`columns`" CELL "`cell`" LABEL "`label`" TEXT_WORD "`text`"

%precedence ELSE
%left OR
%left AND
%precedence NOT
%nonassoc EQ NE LT LE GT GE IN NOT_IN WITHIN IS
%left PLUS MINUS
%left STAR TIMES SLASH
%precedence NEGATE

%%

input:
  file
| START_QUERY query_clauses                     { build_top(p, make(p, NODE_QUERY, $1.node, $2.node)); }
| START_EXPRESSION expr                         { build_top(p, $2.node); }
;

file:
  %empty                                        { $$ = NOTHING; }
| file record                                   { build_top(p, $2.node); $$ = NOTHING; }
| file RECORD                                   { build_read(p, $2.node); $$ = NOTHING; }
| file declaration                              { build_top(p, $2.node); $$ = NOTHING; }
| file END                                      { build_end(p); $$ = NOTHING; }
| file error END                                { build_lost(p); $$ = NOTHING; yyerrok; }
;

declaration:
  USE WORD                                      { $$ = one(make(p, NODE_USE, $1.node, leaf(p, NODE_WORD, $2))); }
| USE PATH                                      { $$ = one(make(p, NODE_USE, $1.node, leaf(p, NODE_PATH, $2))); }
| EXTEND record                                 { $$ = one(make(p, NODE_EXTEND, $1.node, $2.node)); }
| EXTEND KIND name LBRACE members RBRACE        { $$ = one(make(p, NODE_EXTEND_KIND, $1.node,
                                                           tie(p, $3, one(make(p, NODE_MEMBERS, $4.node, $5.node))).node)); }
| KIND name string_opt kind_parts LBRACE members RBRACE
    { $$ = one(make(p, NODE_KIND, $1.node, tie4(p, $2, $3, $4, one(make(p, NODE_MEMBERS, $5.node, $6.node))).node)); }
| RULE name level LBRACE rule_clauses RBRACE    { $$ = one(make(p, NODE_RULE, $1.node, tie3(p, $2, $3, $5).node)); }
| TABLE name string_opt LBRACE table_clauses RBRACE    { $$ = one(make(p, NODE_TABLE, $1.node, tie3(p, $2, $3, $5).node)); }
| MATRIX name string_opt LBRACE matrix_clauses RBRACE  { $$ = one(make(p, NODE_MATRIX, $1.node, tie3(p, $2, $3, $5).node)); }
| REPORT name string_opt LBRACE report_items RBRACE    { $$ = one(make(p, NODE_REPORT, $1.node, tie3(p, $2, $3, $5).node)); }
;

column_use:
  OFF                                           { $$ = one(make(p, NODE_OFF, $1.node, 0)); }
| BAR_WORD                                      { $$ = one(make(p, NODE_BAR, $1.node, 0)); }
;

// ---- records

record:
  WORD body                                     { $$ = one(make(p, NODE_RECORD, $1.node, $2.node)); }
| WORD title                                    { $$ = one(make(p, NODE_RECORD, $1.node, $2.node)); }
| WORD title body                               { $$ = one(make(p, NODE_RECORD, $1.node, tie(p, $2, $3).node)); }
| WORD ids body                                 { $$ = build_record(p, $1, tie(p, $2, $3)); }
| WORD ids title                                { $$ = build_record(p, $1, tie(p, $2, $3)); }
| WORD ids title body                           { $$ = build_record(p, $1, tie3(p, $2, $3, $4)); }
| WORD ids targets body                         { $$ = build_record(p, $1, tie3(p, $2, $3, $4)); }
| WORD ids targets title                        { $$ = build_record(p, $1, tie3(p, $2, $3, $4)); }
| WORD ids targets title body                   { $$ = build_record(p, $1, tie4(p, $2, $3, $4, $5)); }
;

ids:
  WORD                                          { $$ = one(leaf(p, NODE_WORD, $1)); }
| PATH                                          { $$ = one(leaf(p, NODE_PATH, $1)); }
| NUMBER                                        { $$ = one(leaf(p, NODE_NUMBER, $1)); }
| DATE                                          { $$ = one(leaf(p, NODE_DATE, $1)); }
| POISON                                        { $$ = one(leaf(p, NODE_ERROR, $1)); }
| ids COMMA WORD                                { $$ = append(p, $1, leaf(p, NODE_WORD, $3)); }
| ids COMMA PATH                                { $$ = append(p, $1, leaf(p, NODE_PATH, $3)); }
| ids COMMA NUMBER                              { $$ = append(p, $1, leaf(p, NODE_NUMBER, $3)); }
| ids COMMA DATE                                { $$ = append(p, $1, leaf(p, NODE_DATE, $3)); }
| ids COMMA POISON                              { $$ = append(p, $1, leaf(p, NODE_ERROR, $3)); }
;

targets:
  ON ids                                        { $$ = one(make(p, NODE_ON, $1.node, $2.node)); }
;

title:
  STRING                                        { $$ = one(leaf(p, NODE_STRING, $1)); }
| todo
| POISON_TITLE                                  { $$ = one(leaf(p, NODE_ERROR, $1)); }
;

todo:
  TODO                                          { $$ = one(leaf(p, NODE_TODO, $1)); }
| TODO STRING                                   { $$ = one(make(p, NODE_TODO, $1.node, leaf(p, NODE_STRING, $2))); }
;

body:
  LBRACE items RBRACE                           { $$ = one(make(p, NODE_BODY, $1.node, $2.node)); }
;

// What is commonest has a rule of its own: each reduction costs as much as a token.
items:
  %empty                                        { $$ = NOTHING; }
| items FIELD WORD                              { $$ = add(p, $1, make(p, NODE_FIELD, $2.node, leaf(p, NODE_WORD, $3))); }
| items FIELD STRING                            { $$ = add(p, $1, make(p, NODE_FIELD, $2.node, leaf(p, NODE_STRING, $3))); }
| items FIELD DATE                              { $$ = add(p, $1, make(p, NODE_FIELD, $2.node, leaf(p, NODE_DATE, $3))); }
| items FIELD other                             { $$ = add(p, $1, make(p, NODE_FIELD, $2.node, $3.node)); }
| items FIELD composed                          { $$ = add(p, $1, make(p, NODE_FIELD, $2.node, $3.node)); }
| items FIELD several                           { $$ = add(p, $1, make(p, NODE_FIELD, $2.node, $3.node)); }
| items record                                  { $$ = add(p, $1, $2.node); }
;

several:
  simple COMMA simple                           { $$ = append(p, $1, $3.node); }
| simple COMMA composed                         { $$ = append(p, $1, $3.node); }
| composed COMMA simple                         { $$ = append(p, $1, $3.node); }
| composed COMMA composed                       { $$ = append(p, $1, $3.node); }
| several COMMA simple                          { $$ = append(p, $1, $3.node); }
| several COMMA composed                        { $$ = append(p, $1, $3.node); }
;

simple:
  WORD                                          { $$ = one(leaf(p, NODE_WORD, $1)); }
| STRING                                        { $$ = one(leaf(p, NODE_STRING, $1)); }
| DATE                                          { $$ = one(leaf(p, NODE_DATE, $1)); }
| other
;

other:
  PATH                                          { $$ = one(leaf(p, NODE_PATH, $1)); }
| NUMBER                                        { $$ = one(leaf(p, NODE_NUMBER, $1)); }
| MINUS NUMBER                                  { $$ = one(leaf(p, NODE_NUMBER, $1)); }
| PERCENT                                       { $$ = one(leaf(p, NODE_PERCENT, $1)); }
| TEXT                                          { $$ = one(leaf(p, NODE_TEXT, $1)); }
| DURATION                                      { $$ = one(leaf(p, NODE_DURATION, $1)); }
| MONEY                                         { $$ = one(leaf(p, NODE_MONEY, $1)); }
| URL                                           { $$ = one(leaf(p, NODE_URL, $1)); }
| ON                                            { $$ = one(leaf(p, NODE_WORD, $1)); }
| POISON                                        { $$ = one(leaf(p, NODE_ERROR, $1)); }
| todo
;

composed:
  simple DOTDOT simple                          { $$ = one(make(p, NODE_RANGE, $2.node, tie(p, $1, $3).node)); }
| factors                                       { $$ = one($1.node); }
;

factors: // the list hangs below the node already: only its end moves
  simple TIMES simple                           { $$ = build_rating(p, $2, $1, $3); }
| simple STAR simple                            { $$ = build_rating(p, $2, $1, $3); }
| factors TIMES simple                          { $$ = build_factor(p, $1, $3); }
| factors STAR simple                           { $$ = build_factor(p, $1, $3); }
;

// ---- kinds

kind_parts:
  %empty                                        { $$ = NOTHING; }
| kind_parts IN names                           { $$ = add(p, $1, make(p, NODE_IN, $2.node, $3.node)); }
| kind_parts ABOUT name INVERSE name            { $$ = add(p, $1, make(p, NODE_ABOUT, $2.node, tie(p, $3, $5).node)); }
| kind_parts EXTENDS name                       { $$ = add(p, $1, make(p, NODE_EXTENDS, $2.node, $3.node)); }
| kind_parts SINGLE                             { $$ = add(p, $1, make(p, NODE_SINGLE, $2.node, 0)); }
;

members:
  %empty                                        { $$ = NOTHING; }
| members FIELD type attributes string_opt      { $$ = add(p, $1, make(p, NODE_MEMBER, $2.node, tie3(p, $3, $4, $5).node)); }
| members FIELD default attributes string_opt   { $$ = add(p, $1, make(p, NODE_MEMBER, $2.node, tie3(p, $3, $4, $5).node)); }
| members WORD EQUALS expr string_opt           { $$ = add(p, $1, make(p, NODE_RECKONED, $2.node, tie(p, $4, $5).node)); }
| members APPROVES names                        { $$ = add(p, $1, make(p, NODE_APPROVES, $2.node, $3.node)); }
;

type:
  plain_type
| plain_type multiplicity                       { $$ = tie(p, $1, $2); }
| map_type
| map_type QUESTION                             { $$ = tie(p, $1, one(make(p, NODE_MULT_OPTIONAL, $2.node, 0))); }
;

map_type:
  MAP plain_type TO plain_type                  { $$ = one(make(p, NODE_TYPE_MAP, $1.node, tie(p, $2, $4).node)); }
| MAP plain_type TO plain_type STAR
    { $$ = one(make(p, NODE_TYPE_MAP, $1.node, tie3(p, $2, $4, one(make(p, NODE_MULT_MANY, $5.node, 0))).node)); }
;

plain_type:
  WORD                                          { $$ = one(make(p, NODE_TYPE_NAME, $1.node, 0)); }
| ONE OF enum_words                             { $$ = one(make(p, NODE_TYPE_ENUM, $1.node, $3.node)); }
| RANGE OF WORD                                 { $$ = one(make(p, NODE_TYPE_RANGE, $1.node, make(p, NODE_TYPE_NAME, $3.node, 0))); }
| LPAREN alternatives RPAREN                    { $$ = one(make(p, NODE_TYPE_ALT, $1.node, $2.node)); }
;

alternatives:
  plain_type
| alternatives BAR plain_type                   { $$ = append(p, $1, $3.node); }
;

enum_words:
  enum_word
| enum_words COMMA enum_word                    { $$ = append(p, $1, $3.node); }
;

enum_word:
  name
| PATH                                          { $$ = one(leaf(p, NODE_PATH, $1)); }
| NUMBER                                        { $$ = one(leaf(p, NODE_NUMBER, $1)); }
;

multiplicity:
  QUESTION                                      { $$ = one(make(p, NODE_MULT_OPTIONAL, $1.node, 0)); }
| STAR                                          { $$ = one(make(p, NODE_MULT_MANY, $1.node, 0)); }
| PLUS                                          { $$ = one(make(p, NODE_MULT_SOME, $1.node, 0)); }
;

attributes:
  %empty                                        { $$ = NOTHING; }
| attributes OF name                            { $$ = add(p, $1, make(p, NODE_OF, $2.node, $3.node)); }
| attributes default                            { $$ = add(p, $1, $2.node); }
| attributes INVERSE name                       { $$ = add(p, $1, make(p, NODE_INVERSE, $2.node, $3.node)); }
;

default: DEFAULT expr                           { $$ = one(make(p, NODE_DEFAULT, $1.node, $2.node)); };

// ---- rules

level:
  LEVEL                                         { $$ = one(leaf(p, NODE_LEVEL, $1)); }
| NOTE                                          { $$ = one(leaf(p, NODE_LEVEL, $1)); }
;

rule_clauses:
  %empty                                        { $$ = NOTHING; }
| rule_clauses common_clause                    { $$ = add(p, $1, $2.node); }
| rule_clauses rule_clause                      { $$ = add(p, $1, $2.node); }
;

common_clause:
  ENFORCES demands                              { $$ = one(make(p, NODE_ENFORCES, $1.node, $2.node)); }
| for
| LET name EQUALS expr                          { $$ = one(make(p, NODE_LET, $1.node, tie(p, $2, $4).node)); }
| where
;

for: FOR name IN expr                           { $$ = one(make(p, NODE_FOR, $1.node, tie(p, $2, $4).node)); };

where: WHERE expr                               { $$ = one(make(p, NODE_WHERE, $1.node, $2.node)); };

rule_clause:
  PARAMETER FIELD plain_type default            { $$ = build_parameter(p, $1, $2, tie(p, $3, $4)); }
| PARAMETER FIELD plain_type multiplicity default   { $$ = build_parameter(p, $1, $2, tie3(p, $3, $4, $5)); }
| APPLIES WHEN expr                             { $$ = one(make(p, NODE_APPLIES, $1.node, $3.node)); }
| YIELDS TO names                               { $$ = one(make(p, NODE_YIELDS, $1.node, $3.node)); }
| REPORT level_opt AT expr string when_opt      { $$ = one(make(p, NODE_REPORT_AT, $1.node, tie4(p, $2, $4, $5, $6).node)); }
| NOTE AT expr string                           { $$ = one(make(p, NODE_NOTE_AT, $1.node, tie(p, $3, $4).node)); }
| HELP string                                   { $$ = one(make(p, NODE_HELP, $1.node, $2.node)); }
| SUMMARY string                                { $$ = one(make(p, NODE_SUMMARY, $1.node, $2.node)); }
| FIX string APPEND string                      { $$ = one(make(p, NODE_FIX_APPEND, $1.node, tie(p, $2, $4).node)); }
| FIX string ADD TO expr string                 { $$ = one(make(p, NODE_FIX_ADD, $1.node, tie3(p, $2, $5, $6).node)); }
| FIX string REPLACE expr string                { $$ = one(make(p, NODE_FIX_REPLACE, $1.node, tie3(p, $2, $4, $5).node)); }
;

level_opt:
  %empty                                        { $$ = NOTHING; }
| level
;

when_opt:
  %empty                                        { $$ = NOTHING; }
| WHEN expr                                     { $$ = one(make(p, NODE_WHEN, $1.node, $2.node)); }
;

demands:
  demand
| demands COMMA demand                          { $$ = append(p, $1, $3.node); }
;

demand:
  WORD                                          { $$ = one(leaf(p, NODE_WORD, $1)); }
| PATH                                          { $$ = one(leaf(p, NODE_PATH, $1)); }
| NUMBER                                        { $$ = one(leaf(p, NODE_NUMBER, $1)); }
;

// ---- tables, matrices, reports, queries

table_clauses:
  %empty                                        { $$ = NOTHING; }
| table_clauses common_clause                   { $$ = add(p, $1, $2.node); }
| table_clauses table_clause                    { $$ = add(p, $1, $2.node); }
;

query_clauses: table_clauses;

table_clause:
  ORDER BY orders                               { $$ = one(make(p, NODE_ORDER_BY, $1.node, $3.node)); }
| GROUP BY orders                               { $$ = one(make(p, NODE_GROUP_BY, $1.node, $3.node)); }
| column
| COLUMNS FOR name IN expr column               { $$ = one(make(p, NODE_COLUMNS_FOR, $1.node, tie3(p, $3, $5, $6).node)); }
| FOOT string EQUALS expr                       { $$ = one(make(p, NODE_FOOT, $1.node, tie(p, $2, $4).node)); }
| LIMIT NUMBER                                  { $$ = one(make(p, NODE_LIMIT, $1.node, leaf(p, NODE_NUMBER, $2))); }
;

column:
  COLUMN string EQUALS expr                     { $$ = one(make(p, NODE_COLUMN, $1.node, tie(p, $2, $4).node)); }
| COLUMN string column_use EQUALS expr          { $$ = one(make(p, NODE_COLUMN, $1.node, tie3(p, $2, $3, $5).node)); }
;

orders:
  order
| orders COMMA order                            { $$ = tie(p, $1, $3); }
;

order:
  expr
| expr DOWN                                     { $$ = tie(p, $1, one(make(p, NODE_DOWN, $2.node, 0))); }
;

matrix_clauses:
  %empty                                        { $$ = NOTHING; }
| matrix_clauses common_clause                  { $$ = add(p, $1, $2.node); }
| matrix_clauses CELL expr                      { $$ = add(p, $1, make(p, NODE_CELL, $2.node, $3.node)); }
| matrix_clauses LABEL expr                     { $$ = add(p, $1, make(p, NODE_LABEL, $2.node, $3.node)); }
;

report_items:
  %empty                                        { $$ = NOTHING; }
| report_items report_item                      { $$ = add(p, $1, $2.node); }
;

report_item:
  ENFORCES demands                              { $$ = one(make(p, NODE_ENFORCES, $1.node, $2.node)); }
| TEXT_WORD expr                                { $$ = one(make(p, NODE_REPORT_TEXT, $1.node, $2.node)); }
| TABLE name                                    { $$ = one(make(p, NODE_REPORT_TABLE, $1.node, $2.node)); }
| TABLE name where                              { $$ = one(make(p, NODE_REPORT_TABLE, $1.node, tie(p, $2, $3).node)); }
| MATRIX name                                   { $$ = one(make(p, NODE_REPORT_MATRIX, $1.node, $2.node)); }
| MATRIX name where                             { $$ = one(make(p, NODE_REPORT_MATRIX, $1.node, tie(p, $2, $3).node)); }
| FOR name IN expr LBRACE report_items RBRACE   { $$ = one(make(p, NODE_REPORT_FOR, $1.node, tie3(p, $2, $4, $6).node)); }
| FOR name IN expr where LBRACE report_items RBRACE  { $$ = one(make(p, NODE_REPORT_FOR, $1.node, tie4(p, $2, $4, $5, $7).node)); }
;

// ---- expressions

expr:
  primary
| IF expr THEN expr ELSE expr %prec ELSE        { $$ = build_if(p, $1, $2, $4, $6); }
| expr OR expr                                  { $$ = build_binary(p, NODE_OR, $2, $1, $3); }
| expr AND expr                                 { $$ = build_binary(p, NODE_AND, $2, $1, $3); }
| NOT expr                                      { $$ = build_unary(p, NODE_NOT, $1, $2); }
| expr EQ expr                                  { $$ = build_binary(p, NODE_EQ, $2, $1, $3); }
| expr NE expr                                  { $$ = build_binary(p, NODE_NE, $2, $1, $3); }
| expr LT expr                                  { $$ = build_binary(p, NODE_LT, $2, $1, $3); }
| expr LE expr                                  { $$ = build_binary(p, NODE_LE, $2, $1, $3); }
| expr GT expr                                  { $$ = build_binary(p, NODE_GT, $2, $1, $3); }
| expr GE expr                                  { $$ = build_binary(p, NODE_GE, $2, $1, $3); }
| expr IN expr                                  { $$ = build_binary(p, NODE_IN_SET, $2, $1, $3); }
| expr NOT_IN expr                              { $$ = build_binary(p, NODE_NOT_IN, $2, $1, $3); }
| expr WITHIN expr                              { $$ = build_binary(p, NODE_WITHIN, $2, $1, $3); }
| expr IS SET                                   { $$ = build_unary(p, NODE_IS_SET, $2, $1); }
| expr IS MISSING                               { $$ = build_unary(p, NODE_IS_MISSING, $2, $1); }
| expr PLUS expr                                { $$ = build_binary(p, NODE_ADD, $2, $1, $3); }
| expr MINUS expr                               { $$ = build_binary(p, NODE_SUB, $2, $1, $3); }
| expr STAR expr                                { $$ = build_binary(p, NODE_MUL, $2, $1, $3); }
| expr TIMES expr                               { $$ = build_binary(p, NODE_MUL, $2, $1, $3); }
| expr SLASH expr                               { $$ = build_binary(p, NODE_DIV, $2, $1, $3); }
| MINUS expr %prec NEGATE                       { $$ = build_unary(p, NODE_NEG, $1, $2); }
;

primary:
  atom
| range_end DOTDOT range_end                    { $$ = one(make(p, NODE_RANGE, $2.node, tie(p, $1, $3).node)); }
| LPAREN expr RPAREN                            { $$ = $2; }
| LPAREN expr COMMA exprs RPAREN                { $$ = one(make(p, NODE_SET, $1.node, tie(p, $2, $4).node)); }
| FUNCTION RPAREN                               { $$ = one(make(p, NODE_CALL, $1.node, 0)); }
| FUNCTION exprs RPAREN                         { $$ = one(make(p, NODE_CALL, $1.node, $2.node)); }
| FUNCTION bind RPAREN                          { $$ = one(make(p, NODE_AGGREGATE, $1.node, $2.node)); }
| FUNCTION bind where RPAREN                    { $$ = one(make(p, NODE_AGGREGATE, $1.node, tie(p, $2, $3).node)); }
| FUNCTION exprs for RPAREN                     { $$ = one(make(p, NODE_AGGREGATE, $1.node, tie(p, $2, $3).node)); }
| FUNCTION exprs for where RPAREN               { $$ = one(make(p, NODE_AGGREGATE, $1.node, tie3(p, $2, $3, $4).node)); }
| FUNCTION exprs where RPAREN                   { $$ = one(make(p, NODE_AGGREGATE, $1.node, tie(p, $2, $3).node)); }
| primary DOTNAME                               { $$ = build_dots(p, $1, $2); }
;

bind: BINDER IN expr                            { $$ = one(make(p, NODE_FOR, $2.node, tie(p, one(leaf(p, NODE_WORD, $1)), $3).node)); };

range_end:
  NUMBER                                        { $$ = one(leaf(p, NODE_NUMBER, $1)); }
| PERCENT                                       { $$ = one(leaf(p, NODE_PERCENT, $1)); }
| DATE                                          { $$ = one(leaf(p, NODE_DATE, $1)); }
| MONEY                                         { $$ = one(leaf(p, NODE_MONEY, $1)); }
;

exprs:
  expr
| exprs COMMA expr                              { $$ = append(p, $1, $3.node); }
;

atom:
  expression_word                               { $$ = build_word(p, $1); }
| PATH                                          { $$ = one(leaf(p, NODE_PATH, $1)); }
| range_end
| DURATION                                      { $$ = one(leaf(p, NODE_DURATION, $1)); }
| URL                                           { $$ = one(leaf(p, NODE_URL, $1)); }
| string
| POISON                                        { $$ = one(leaf(p, NODE_ERROR, $1)); }
;

// ---- texts and names of the meta-language

string:
  STRING                                        { $$ = one(leaf(p, NODE_STRING, $1)); }
| STRING holes STRING_END                       { $$ = one(make(p, NODE_STRING, $1.node, $2.node)); }
| TEXT                                          { $$ = one(leaf(p, NODE_TEXT, $1)); }
| TEXT STRING_END                               { $$ = one(leaf(p, NODE_TEXT, $1)); }
| TEXT holes STRING_END                         { $$ = one(make(p, NODE_TEXT, $1.node, $2.node)); }
;

holes:
  OPEN_HOLE expr CLOSE_HOLE                     { $$ = $2; }
| holes OPEN_HOLE expr CLOSE_HOLE               { $$ = append(p, $1, $3.node); }
;

string_opt:
  %empty                                        { $$ = NOTHING; }
| string
;

names:
  name
| names COMMA name                              { $$ = append(p, $1, $3.node); }
;

// Where only a name can stand, keywords are names.
name:
  expression_word                               { $$ = one(leaf(p, NODE_WORD, $1)); }
| IN                                            { $$ = one(leaf(p, NODE_WORD, $1)); }
| NOT                                           { $$ = one(leaf(p, NODE_WORD, $1)); }
| IF                                            { $$ = one(leaf(p, NODE_WORD, $1)); }
| THEN                                          { $$ = one(leaf(p, NODE_WORD, $1)); }
| ELSE                                          { $$ = one(leaf(p, NODE_WORD, $1)); }
| AND                                           { $$ = one(leaf(p, NODE_WORD, $1)); }
| OR                                            { $$ = one(leaf(p, NODE_WORD, $1)); }
| IS                                            { $$ = one(leaf(p, NODE_WORD, $1)); }
| WITHIN                                        { $$ = one(leaf(p, NODE_WORD, $1)); }
| POISON                                        { $$ = one(leaf(p, NODE_ERROR, $1)); }
;

// Where an operand must stand, the keywords of clauses and types are names (`option == add`).
expression_word:
  WORD | ON | SET | MISSING | FOR | WHERE | ABOUT | INVERSE | EXTENDS | SINGLE | APPROVES | ONE | OF | MAP | TO | RANGE | DEFAULT
| ENFORCES | PARAMETER | APPLIES | WHEN | YIELDS | LET | AT | NOTE | HELP | SUMMARY | FIX | APPEND | ADD | REPLACE | LEVEL
| ORDER | BY | DOWN | GROUP | COLUMN | OFF | BAR_WORD | FOOT | LIMIT | COLUMNS | CELL | LABEL | TEXT_WORD | REPORT | TABLE | MATRIX
;

%%

// Only the exact parser says something: the fast one's refusal is the reason why the exact one runs.
static int yyreport_syntax_error(const yypcontext_t *context, Parse *p) {
    p->failed = true;
    if (p->sink == NULL) return 0;
    yysymbol_kind_t expected[YYNTOKENS];
    const char *names[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
    for (int i = 0; i < count; i++) names[i] = yysymbol_name(expected[i]);
    build_unexpected(p, names, count > 0 ? (uint32_t)count : 0);
    return 0;
}
