"""Applies a function of numpy to numbers, the oracle of the Java suite.

    functions.py NAME INPUT OUTPUT

INPUT and OUTPUT are float64, little-endian, one result for each argument.
"""

import sys

import numpy as np


def main(name, input_file, output_file):
    with np.errstate(all="ignore"):
        getattr(np, name)(np.fromfile(input_file, dtype="<f8")).astype("<f8").tofile(output_file)


if __name__ == "__main__":
    main(*sys.argv[1:])
