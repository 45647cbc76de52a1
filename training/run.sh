#!/bin/sh
# Start (or go on with) the training in the background at the lowest priority, detached from the
# terminal. Arguments go to `python -m training train`; $PYTHON chooses the interpreter.
set -eu
state=${SAHEL_TRAINING:-$HOME/.cache/sahel-training}
mkdir -p "$state"
cd "$(dirname "$0")/.."
# Large tensors come from and go back to the allocator without a system call; with the defaults
# most of the time went into page faults.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=8589934592:glibc.malloc.trim_threshold=17179869184
# Others work on this machine: a thread that waits must sleep, not spin on a core it could leave.
export OMP_WAIT_POLICY=PASSIVE
# Compiled kernels must follow when the number of threads changes (threads.py).
export TORCHINDUCTOR_CPP_DYNAMIC_THREADS=1
nohup setsid nice -n 19 "${PYTHON:-python3}" -m training --state "$state" train "$@" \
    >>"$state/train.out" 2>&1 &
echo $! >"$state/train.pid"
echo "training in the background: process $(cat "$state/train.pid"), output in $state/train.out"
