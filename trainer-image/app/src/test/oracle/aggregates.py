"""Writes aggregates.json, the fixture of AggregatesOracleTest, from rliable, scipy, statsmodels and numpy.

    python -m venv venv && venv/bin/pip install scipy==1.17.1 rliable==1.2.0 statsmodels==0.14.6 'pandas<3'
    venv/bin/python aggregates.py > ../resources/dev/graft/trainer/statistics/aggregates.json
"""

import json
from importlib.metadata import version

import numpy
import scipy
from rliable import library, metrics
from scipy.stats import mannwhitneyu, permutation_test
from statsmodels.stats.multitest import multipletests

REPLICATES = 10_000
RLIABLE_REPLICATES = 2_000  # its bootstrap is slow
generator = numpy.random.default_rng(0)


def outcomes(tasks, runs, goals):
    """[tasks, runs, goals]: tasks differ much, runs and goals a little."""
    level = generator.uniform(-2, 2, (tasks, 1, 1))
    level = level + generator.normal(0, 0.5, (tasks, runs, 1)) + generator.normal(0, 1, (tasks, 1, goals))
    return generator.random((tasks, runs, goals)) < 1 / (1 + numpy.exp(-level))


def interval(samples):
    return [float(end) for end in numpy.percentile(samples, [2.5, 97.5])]


def pigeonhole(method):
    """Runs and goals drawn independently within each task: a replicate's mean over tasks."""
    tasks, runs, goals = method.shape
    chosen_runs = generator.multinomial(runs, numpy.full(runs, 1 / runs), (REPLICATES, tasks)) / runs
    chosen_goals = generator.multinomial(goals, numpy.full(goals, 1 / goals), (REPLICATES, tasks)) / goals
    return interval(numpy.einsum("trg,ntr,ntg->n", method.astype(float), chosen_runs, chosen_goals) / tasks)


def rliable_interval(scores, aggregate):
    """Of score matrices [runs, tasks], by rliable's stratified bootstrap."""
    _, ends = library.get_interval_estimates(scores, aggregate, reps=RLIABLE_REPLICATES)
    return [float(end) for end in ends["method"].ravel()]


def compared(tasks, runs, other_runs, goals):
    first, second = outcomes(tasks, runs, goals), outcomes(tasks, other_runs, goals)
    scores, others = first.mean(axis=2).T, second.mean(axis=2).T
    case = dict(
        first=first.astype(int).tolist(), second=second.astype(int).tolist(),
        mean=float(first.mean()), meanInterval=pigeonhole(first),
        interquartileMean=float(metrics.aggregate_iqm(scores)),
        improvement=float(metrics.probability_of_improvement(scores, others)),
        mannWhitney=float(numpy.mean([
            mannwhitneyu(scores[:, t], others[:, t]).statistic / (runs * other_runs) for t in range(tasks)])))
    if runs > 1 and other_runs > 1:
        case["interquartileMeanInterval"] = rliable_interval(
            dict(method=scores), lambda x: numpy.array([metrics.aggregate_iqm(x)]))
        case["improvementInterval"] = rliable_interval(
            dict(method=(scores, others)), lambda x, y: numpy.array([metrics.probability_of_improvement(x, y)]))
    return case


def flipped(tasks, runs, other_runs, goals):
    """All sign patterns, which scipy enumerates."""
    first, second = outcomes(tasks, runs, goals), outcomes(tasks, other_runs, goals)
    pairs = first.mean(axis=1).ravel(), second.mean(axis=1).ravel()
    # In whole numbers, so that equal sums are equal.
    units = runs * other_runs
    pairs = [numpy.rint(units * shares) for shares in pairs]
    test = permutation_test(pairs, lambda x, y, axis: numpy.sum(x - y, axis=axis), permutation_type="samples",
                            n_resamples=numpy.inf, vectorized=True)
    return dict(first=first.astype(int).tolist(), second=second.astype(int).tolist(), pValue=float(test.pvalue))


cases = [compared(*shape) for shape in [(1, 1, 1, 20), (2, 1, 1, 50), (3, 2, 3, 10), (5, 3, 3, 20), (10, 5, 4, 20)]]
flips = [flipped(*shape) for shape in [(1, 1, 1, 12), (2, 1, 1, 6), (3, 2, 2, 4), (2, 3, 2, 7), (7, 1, 3, 2)]]
holm = []
for n in (1, 2, 5, 50):
    p = generator.random(n) ** 3
    holm.append(dict(pValues=p.tolist(), adjusted=multipletests(p, method="holm")[1].tolist()))

packages = {name: version(name) for name in ("rliable", "scipy", "statsmodels", "numpy")}
print(json.dumps(dict(versions=packages, cases=cases, flips=flips, holm=holm)))
