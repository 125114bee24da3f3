"""Writes statistics.json, the fixture of StatisticsOracleTest, from scipy and numpy.

    python -m venv venv && venv/bin/pip install scipy==1.17.1
    venv/bin/python statistics.py > ../resources/dev/graft/trainer/statistics/statistics.json
"""

import json

import numpy
import scipy
from scipy.stats import binomtest, norm

rates = []
for n in (1, 2, 5, 10, 20, 50, 100, 1000):
    for k in sorted({0, 1, n // 3, n // 2, n - 1, n}):
        interval = binomtest(k, n).proportion_ci(0.95, method="wilson")
        rates.append(dict(successes=k, trials=n, low=interval.low, high=interval.high))

generator = numpy.random.default_rng(0)
tables = [(5, 0, 0, 5), (0, 1, 0, 0), (17, 31, 2, 50), (0, 100, 0, 0), (400, 321, 279, 0)]
tables += [tuple(int(c) for c in generator.integers(0, 60, 4)) for _ in range(20)]
pairs = []
for both, first, second, neither in tables:
    p = binomtest(first, first + second, 0.5).pvalue if first + second else 1.0
    # The interval from the moments of the differences themselves, with half a pair more per cell.
    values = numpy.array([0.0, 1.0, -1.0, 0.0])
    weights = numpy.array([both, first, second, neither]) + 0.5
    mean = numpy.average(values, weights=weights)
    deviation = numpy.sqrt(numpy.average((values - mean) ** 2, weights=weights))
    spread = norm.ppf(0.975) * deviation / numpy.sqrt(weights.sum())
    pairs.append(dict(both=both, onlyFirst=first, onlySecond=second, neither=neither, pValue=p,
                      low=max(-1.0, mean - spread), high=min(1.0, mean + spread)))

print(json.dumps(dict(scipy=scipy.__version__, numpy=numpy.__version__, rates=rates, pairs=pairs),
                 indent=1))
