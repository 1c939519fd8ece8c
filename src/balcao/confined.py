"""Shuts this process, and whatever it starts, out of the machine: for processes that open what strangers brought.

Without any right of root: the kernel's Landlock leaves it the folders that are named, and a filter of system calls leaves it no
socket. So the secret key, the database (whether a file or a server) and the network are out of reach, whatever a file makes it do.
What Landlock does not govern, or only in later versions, the filter refuses everywhere: whose a file is, who may read it, its times
and attributes, cutting it short by its path, signals to others and their limits; and leaving the group of processes with which it is ended.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

READ = 1 << 0 | 1 << 2 | 1 << 3
"""Execute, read files, list folders (linux/landlock.h)."""
WRITE = READ | 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 14
"""And write, remove, make folders and plain files, cut short: no link, no device, no socket, no pipe with a name."""
OF_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14
"""The rights that a plain file can give."""
KNOWN = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights over files a version of Landlock knows; later ones 16."""
SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/localtime", "/etc/ld.so.cache", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system/cpu", "/sys/fs/cgroup", "/dev/urandom", "/dev/zero",
)  # fmt: skip
"""What programs read of the system."""
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""How a filter knows a machine."""
EVERYWHERE = (424, 425, 452, 463, 466)
"""Calls that are refused, by their number on every machine: pidfd_send_signal; io_uring_setup, another way to ask for any call;
fchmodat2; setxattrat, removexattrat."""
REFUSED = {
    # socket; truncate; chmod, fchmod, chown, fchown, lchown, fchownat, fchmodat; setxattr and removexattr, by path, link, file;
    # utime, utimes, futimesat, utimensat; tkill, rt_sigqueueinfo, rt_tgsigqueueinfo; setpriority; ptrace; process_vm_writev;
    # setpgid, setsid
    "x86_64": (41, 76, 90, 91, 92, 93, 94, 260, 268, *range(188, 191), *range(197, 200), 132, 235, 261, 280, 200, 129, 297, 141, 101, 311, 109, 112),
    "aarch64": (198, 45, 52, 53, 54, 55, *range(5, 8), *range(14, 17), 88, 130, 138, 240, 140, 117, 271, 154, 157),
}  # fmt: skip
"""Calls that are refused, by their number on a machine (linux/unistd.h)."""
SIGNALS, LIMITS = {"x86_64": (62, 234), "aarch64": (129, 131)}, {"x86_64": 302, "aarch64": 261}
"""kill and tgkill, for itself and its own group; prlimit64, for itself (or 0): of any other process they are refused."""
X32 = 0x40000000
"""Another numbering of the same calls."""
WHOLE = 3
"""From this version Landlock governs that files are cut short, whether by their path or as they are opened."""

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13


def confine(reads: Iterable[Path], writes: Iterable[Path]) -> bool:
    """Leave this process the system's libraries, Python, and these; call it before any thread is begun. There is no way back.

    Returns whether the kernel could do all of it (from Linux 6.2 on): what it can, it does.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform != "linux" or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    own = [sys.prefix, sys.base_prefix, *(entry for entry in sys.path if entry), str(Path(__file__).parents[1])]
    return all([_folders(libc, [*map(Path, (*SYSTEM, *own)), *reads], list(writes)), _filter(libc)])


def _folders(libc: ctypes.CDLL, reads: list[Path], writes: list[Path]) -> bool:
    version = libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    files = (1 << KNOWN.get(version, 16)) - 1
    rules = struct.pack("QQQ", files, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    made = libc.syscall(_CREATE, rules, size, 0)
    if made < 0:
        return False
    try:
        for paths, rights in ((reads, READ), ([*writes, Path(os.devnull)], WRITE)):
            for path in paths:
                if path.exists() and not _add(libc, made, path, rights & files):
                    return False
        return bool(libc.syscall(_RESTRICT, made, 0) == 0 and version >= WHOLE)
    finally:
        os.close(made)


def _add(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> bool:
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if path.is_dir() else rights & OF_FILES
        return bool(libc.syscall(_ADD, rules, 1, struct.pack("=Qi", allowed, opened), 0) == 0)
    finally:
        os.close(opened)


def _filter(libc: ctypes.CDLL) -> bool:
    """Refuse the calls that make a socket, or change what Landlock does not govern; those sockets that are open stay open."""
    name = platform.machine()
    if name not in MACHINES:
        return False
    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06
    number, first, refuse = (load, 0, 0, 0), (load, 0, 0, 16), (end, 0, 0, _REFUSE)
    steps = [(load, 0, 0, 4), (equal, 1, 0, MACHINES[name]), refuse]  # another machine's numbering is refused
    steps += [number, (at_least, 0, 1, X32), refuse]
    for call in (*EVERYWHERE, *REFUSED[name]):
        steps += [(equal, 0, 1, call), refuse]
    own = os.getpid()
    for call, other in (*((signal, -own & 0xFFFFFFFF) for signal in SIGNALS[name]), (LIMITS[name], 0)):
        steps += [number, (equal, 0, 4, call), first, (equal, 2, 0, own), (equal, 1, 0, other), refuse]
    steps.append((end, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    return bool(libc.prctl(_SECCOMP, _FILTER, program, 0, 0) == 0)
