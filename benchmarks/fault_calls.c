/* Faults at the calls by which a process changes files: the process killed, a write torn in two, the disk full.

   Loaded before all other libraries (LD_PRELOAD), so that it sees Python's own calls as well as those of sqlite. Nothing
   happens until faults_arm() is called. Only calls on what lies below one folder count, and only those that would change
   something: a folder that exists is not made, a mode that is set already is not set. benchmarks/fault_loop.py builds and
   uses this. Linux with glibc.
   Misses what is written through a mapping of memory (sqlite's index of its log, which it makes anew after a crash), and
   what other programs write (Pagefind). */

#define _GNU_SOURCE
#undef _FORTIFY_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, COUNTED, KILLED, TORN, FULL };

static enum kind armed = NONE;
static char below[PATH_MAX];
static long faulty, seen;

/* From now on the fault is at the n-th call that counts, from 0; with TORN, at the n-th write of more than one byte. */
void faults_arm(const char *folder, int kind, long number)
{
    snprintf(below, sizeof below, "%s/", folder);
    armed = kind;
    faulty = number;
    seen = 0;
}

/* How many calls have counted. */
long faults_seen(void) { return seen; }

#define REAL(name) ((__typeof__(&name))found(&real_##name, #name))

/* The function that would be called without us. */
static void *found(void **kept, const char *name)
{
    if (!*kept)
        *kept = dlsym(RTLD_NEXT, name);
    return *kept;
}

/* Where a path, or with an empty path a descriptor, lies on the disk. */
static int counts(int at, const char *path)
{
    char whole[2 * PATH_MAX], link[64];
    ssize_t length = 0;
    int kept = errno;

    if (armed == NONE)
        return 0;
    if (path[0] != '/') {
        snprintf(link, sizeof link, at == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", at);
        length = readlink(link, whole, PATH_MAX - 1);
        if (length < 0)
            length = 0;
        whole[length] = 0;
        if (path[0])
            whole[length++] = '/';
    }
    snprintf(whole + length, PATH_MAX, "%s", path);
    errno = kept;
    return strncmp(whole, below, strlen(below)) == 0;
}

enum needs { SPACE, NO_SPACE };

/* Whether this call, which counts, fails for want of space. Never comes back where it is the one to be killed at. */
static int fails(enum needs needs)
{
    if (armed == TORN)
        return 0;
    long number = seen++;
    if (armed == KILLED && number == faulty)
        kill(getpid(), SIGKILL);
    if (armed == FULL && (number == faulty || (number > faulty && needs == SPACE))) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

/* A write: 0 to go on, -1 where it fails, and how many bytes to write before the fault. */
static ssize_t cut(size_t length)
{
    if (armed == TORN)
        return length > 1 && seen++ == faulty ? (ssize_t)(length / 2) : 0;
    if (armed == FULL && seen == faulty && length > 1) {
        seen++;
        return (ssize_t)(length / 2);
    }
    return fails(SPACE) ? -1 : 0;
}

static int is_there(int at, const char *path)
{
    struct stat found;
    int kept = errno, there = fstatat(at, path, &found, AT_SYMLINK_NOFOLLOW) == 0;
    errno = kept;
    return there;
}

static int has_mode(int at, const char *path, mode_t mode)
{
    struct stat found;
    int kept = errno, same = fstatat(at, path, &found, path[0] ? 0 : AT_EMPTY_PATH) == 0 && (found.st_mode & 07777) == (mode & 07777);
    errno = kept;
    return same;
}

/* Opening counts where it makes the file or empties it. */
#define OPENS(at, path, flags)                                                                                           \
    do {                                                                                                                 \
        if ((((flags) & O_CREAT && !is_there(at, path)) || (flags) & O_TRUNC) && counts(at, path) && fails(SPACE))       \
            return -1;                                                                                                   \
    } while (0)
#define MODE(flags, last)                                                                                                \
    mode_t mode = 0;                                                                                                     \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                               \
        va_list more;                                                                                                    \
        va_start(more, last);                                                                                            \
        mode = va_arg(more, mode_t);                                                                                     \
        va_end(more);                                                                                                    \
    }

static void *real_open, *real_open64, *real_openat, *real_openat64, *real_creat;

int open(const char *path, int flags, ...)
{
    MODE(flags, flags)
    OPENS(AT_FDCWD, path, flags);
    return REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(flags, flags)
    OPENS(AT_FDCWD, path, flags);
    return REAL(open64)(path, flags, mode);
}

int openat(int at, const char *path, int flags, ...)
{
    MODE(flags, flags)
    OPENS(at, path, flags);
    return REAL(openat)(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...)
{
    MODE(flags, flags)
    OPENS(at, path, flags);
    return REAL(openat64)(at, path, flags, mode);
}

int creat(const char *path, mode_t mode)
{
    OPENS(AT_FDCWD, path, O_CREAT | O_TRUNC);
    return REAL(creat)(path, mode);
}

/* Writing: the fault may fall in the middle. */
#define WRITES(file, length, some)                                                                                       \
    do {                                                                                                                 \
        ssize_t first = armed != NONE && counts(file, "") ? cut(length) : 0;                                             \
        if (first < 0)                                                                                                   \
            return -1;                                                                                                   \
        if (first > 0) {                                                                                                 \
            size_t part = (size_t)first;                                                                                 \
            ssize_t done = some;                                                                                         \
            if (armed == TORN)                                                                                           \
                kill(getpid(), SIGKILL);                                                                                 \
            return done;                                                                                                 \
        }                                                                                                                \
    } while (0)

static void *real_write, *real_pwrite, *real_pwrite64, *real_writev;

ssize_t write(int file, const void *data, size_t length)
{
    WRITES(file, length, REAL(write)(file, data, part));
    return REAL(write)(file, data, length);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset)
{
    WRITES(file, length, REAL(pwrite)(file, data, part, offset));
    return REAL(pwrite)(file, data, length, offset);
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset)
{
    WRITES(file, length, REAL(pwrite64)(file, data, part, offset));
    return REAL(pwrite64)(file, data, length, offset);
}

ssize_t writev(int file, const struct iovec *parts, int number)
{
    if (armed != NONE && counts(file, "") && fails(SPACE))
        return -1;
    return REAL(writev)(file, parts, number);
}

/* The others. */
#define CALL(needs, condition, type, name, declared, given)                                                              \
    static void *real_##name;                                                                                            \
    type name declared                                                                                                   \
    {                                                                                                                    \
        if (armed != NONE && (condition) && fails(needs))                                                                \
            return -1;                                                                                                   \
        return REAL(name) given;                                                                                         \
    }
#define NEW(at, path) (counts(at, path) && !is_there(at, path))
#define OLD(at, path) (counts(at, path) && is_there(at, path))
#define HERE AT_FDCWD

CALL(SPACE, NEW(HERE, path), int, mkdir, (const char *path, mode_t mode), (path, mode))
CALL(SPACE, NEW(at, path), int, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode))
CALL(SPACE, NEW(HERE, new), int, link, (const char *old, const char *new), (old, new))
CALL(SPACE, NEW(to, new), int, linkat, (int at, const char *old, int to, const char *new, int flags), (at, old, to, new, flags))
CALL(SPACE, NEW(HERE, new), int, symlink, (const char *old, const char *new), (old, new))
CALL(SPACE, NEW(to, new), int, symlinkat, (const char *old, int to, const char *new), (old, to, new))
CALL(NO_SPACE, counts(HERE, new), int, rename, (const char *old, const char *new), (old, new))
CALL(NO_SPACE, counts(to, new), int, renameat, (int at, const char *old, int to, const char *new), (at, old, to, new))
CALL(NO_SPACE, counts(to, new), int, renameat2, (int at, const char *old, int to, const char *new, unsigned flags), (at, old, to, new, flags))
CALL(NO_SPACE, OLD(HERE, path), int, unlink, (const char *path), (path))
CALL(NO_SPACE, OLD(at, path), int, unlinkat, (int at, const char *path, int flags), (at, path, flags))
CALL(NO_SPACE, OLD(HERE, path), int, remove, (const char *path), (path))
CALL(NO_SPACE, OLD(HERE, path), int, rmdir, (const char *path), (path))
CALL(NO_SPACE, counts(HERE, path) && !has_mode(HERE, path, mode), int, chmod, (const char *path, mode_t mode), (path, mode))
CALL(NO_SPACE, counts(at, path) && !has_mode(at, path, mode), int, fchmodat, (int at, const char *path, mode_t mode, int flags), (at, path, mode, flags))
CALL(NO_SPACE, counts(file, "") && !has_mode(file, "", mode), int, fchmod, (int file, mode_t mode), (file, mode))
CALL(NO_SPACE, counts(HERE, path), int, chown, (const char *path, uid_t user, gid_t group), (path, user, group))
CALL(NO_SPACE, counts(HERE, path), int, lchown, (const char *path, uid_t user, gid_t group), (path, user, group))
CALL(NO_SPACE, counts(file, ""), int, fchown, (int file, uid_t user, gid_t group), (file, user, group))
CALL(NO_SPACE, counts(at, path), int, fchownat, (int at, const char *path, uid_t user, gid_t group, int flags), (at, path, user, group, flags))
CALL(SPACE, counts(HERE, path), int, truncate, (const char *path, off_t length), (path, length))
CALL(SPACE, counts(HERE, path), int, truncate64, (const char *path, off64_t length), (path, length))
CALL(SPACE, counts(file, ""), int, ftruncate, (int file, off_t length), (file, length))
CALL(SPACE, counts(file, ""), int, ftruncate64, (int file, off64_t length), (file, length))
CALL(SPACE, counts(file, ""), int, fallocate, (int file, int mode, off_t from, off_t length), (file, mode, from, length))
CALL(SPACE, counts(file, ""), int, fallocate64, (int file, int mode, off64_t from, off64_t length), (file, mode, from, length))
CALL(SPACE, counts(to, ""), ssize_t, sendfile, (int to, int from, off_t *offset, size_t length), (to, from, offset, length))
CALL(SPACE, counts(to, ""), ssize_t, sendfile64, (int to, int from, off64_t *offset, size_t length), (to, from, offset, length))
CALL(SPACE, counts(to, ""), ssize_t, copy_file_range, (int from, off64_t *at, int to, off64_t *offset, size_t length, unsigned flags), (from, at, to, offset, length, flags))
