// What `check` leaves out because it is known: what a baseline holds (--baseline), and what an earlier state of the project had, too (--changed-only).
#ifndef ISMSC_CLI_LEAVE_OUT_H
#define ISMSC_CLI_LEAVE_OUT_H

#include "cli/against.h"

typedef struct {
    Baseline baseline;
    Against against;
} LeaveOut;

// Reads what the options of `run` name, and sets it for the session; the project of `run` is open. False: it was said why not. leave_out_end is due
// either way, before run_end.
bool leave_out_start(LeaveOut *what, Run *run);

// When the run has come up to its findings: shows those that are left at the changes behind them. False: it was said why not.
bool leave_out_attach(LeaveOut *what);

void leave_out_end(LeaveOut *what);

#endif
