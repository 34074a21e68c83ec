#!/usr/bin/env python3
"""A training step of `rouse train --preset shd` in plain PyTorch, on recordings of SHD.

The paper's network 700-200-200-20 over 100 bins of 10 ms: current-based LIF neurons with a hard,
masked reset, the exponential surrogate, a trained threshold per neuron, cross entropy of the spike
counts, and Adam. Prints the median milliseconds per sample of a training step.

  apt-get install python3-torch python3-h5py
  /usr/bin/python3 torch_spoken_words.py shd_train.h5.gz [--batch 32] [--batches 5] [--threads 1]
"""
import argparse
import gzip
import io
import statistics
import time

import h5py
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZES = [700, 200, 200, 20]
STEPS, BIN = 100, 0.01
CURRENT, MEMBRANE = 0.5, 0.9
SCALE, WIDTH, THRESHOLD = 5.0, 5.0, 10.0
LOGIT_SCALE = 0.2

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--batches", type=int, default=5)
parser.add_argument("--threads", type=int, default=1)
given = parser.parse_args()
torch.set_num_threads(given.threads)
torch.manual_seed(1)


def read(path, count):
    """The first recordings as (count, T, 700) spike counts, and their classes."""
    opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    with opened as stream, h5py.File(io.BytesIO(stream.read()), "r") as file:
        rasters = np.zeros((count, STEPS, SIZES[0]), np.float32)
        for k in range(count):
            bins = (file["spikes/times"][k].astype(np.float32) / BIN).astype(np.int64)
            inside = bins < STEPS
            np.add.at(rasters[k], (bins[inside], file["spikes/units"][k][inside]), 1)
        return rasters, file["labels"][:count].astype(np.int64)


class Spike(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return (x >= 0).float()

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient * SCALE / WIDTH * torch.exp(-x.abs() / WIDTH)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        pairs = list(zip(SIZES, SIZES[1:]))
        self.weights = nn.ModuleList(nn.Linear(i, o, bias=False) for i, o in pairs)
        for layer in self.weights:
            nn.init.kaiming_normal_(layer.weight)
        self.thresholds = nn.ParameterList(
            nn.Parameter(torch.full((o,), THRESHOLD)) for _, o in pairs
        )

    def forward(self, inputs):
        """(T, batch, 700) to spike counts (batch, 20)."""
        zeros = [torch.zeros(inputs.shape[1], size) for size in SIZES[1:]]
        states = [(zero, zero, zero) for zero in zeros]
        counts = 0
        for spikes in inputs:
            for k, (layer, threshold) in enumerate(zip(self.weights, self.thresholds)):
                current, potential, fired = states[k]
                current = CURRENT * current + layer(spikes)
                potential = MEMBRANE * potential * (1 - fired.detach()) + current
                spikes = Spike.apply(potential - threshold)
                states[k] = (current, potential, spikes)
            counts = counts + spikes
        return counts


rasters, labels = read(given.data, given.batch * (given.batches + 1))
network = Network()
optimiser = torch.optim.Adam(
    [
        {"params": network.weights.parameters(), "lr": 0.003},
        {"params": network.thresholds.parameters(), "lr": 0.01},
    ]
)
times = []
for first in range(0, len(rasters), given.batch):
    inputs = torch.tensor(rasters[first : first + given.batch]).transpose(0, 1).contiguous()
    target = torch.tensor(labels[first : first + given.batch])
    begin = time.perf_counter()
    loss = F.cross_entropy(LOGIT_SCALE * network(inputs), target)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    times.append(1000 * (time.perf_counter() - begin) / given.batch)
# The first step allocates.
print(f"{statistics.median(times[1:]):.2f} ms/sample, threads {given.threads}")
