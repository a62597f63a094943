// Comparing a file in the making with the one that is there.
#include "session/compare.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "render/diagnostics/shown.h"

#define PIECE 4096u

static bool fail(Out *trouble, const char *path, const char *why) {
    out_cstr(trouble, "cannot read ");
    shown_path(trouble, str_of(path));
    out_printf(trouble, ": %s", why);
    return false;
}

bool comparison_start(FileComparison *c, const char *path, Out *to, Out *trouble) {
    struct stat status;
    *c = (FileComparison){.fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), .was = WAS_SAME, .to = to};
    if (c->fd < 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        c->was = missing ? WAS_MISSING : WAS_DIFFERENT;
        return missing || fail(trouble, path, strerror(errno));
    }
    if (fstat(c->fd, &status) == 0 && S_ISREG(status.st_mode)) return true;
    close(c->fd);
    c->fd = -1;
    c->was = WAS_DIFFERENT;
    return fail(trouble, path, "it is not a regular file");
}

static void end_reading(FileComparison *c) {
    if (c->fd >= 0) close(c->fd);
    c->fd = -1;
}

// Reads `len` bytes, at most PIECE; fewer where the file ends, or cannot be read on.
static size_t read_piece(int fd, char *to, size_t len) {
    size_t have = 0;
    while (have < len) {
        ssize_t more = read(fd, to + have, len - have);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) break;
        have += (size_t)more;
    }
    return have;
}

static bool reads_same(const FileComparison *c, const char *bytes, size_t len) {
    char there[PIECE];
    for (size_t at = 0; at < len;) {
        size_t piece = len - at < PIECE ? len - at : PIECE;
        if (read_piece(c->fd, there, piece) != piece || memcmp(there, bytes + at, piece) != 0) return false;
        at += piece;
    }
    return true;
}

static int take(void *context, const char *bytes, size_t len) {
    FileComparison *c = context;
    if (c->fd >= 0 && !reads_same(c, bytes, len)) {
        c->was = WAS_DIFFERENT;
        end_reading(c);
    }
    if (c->to == NULL) return 0;
    out_bytes(c->to, bytes, len);
    return c->to->error;
}

Out comparison_sink(FileComparison *c) {
    return out_stream(take, c);
}

int comparison_end(FileComparison *c, Out *sink) {
    char more;
    int error = out_finish(sink);
    out_free(sink);
    if (c->fd >= 0 && read_piece(c->fd, &more, 1) == 1) c->was = WAS_DIFFERENT;
    end_reading(c);
    return error;
}
