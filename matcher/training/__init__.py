"""Corpus and labelled files -> fitted LevelMatcher; one's own documents added, and what they teach."""

from matcher.training.data import TrainingData, fit_model, read_training_data
from matcher.training.nearest import NearestExamples, NearExample
from matcher.training.own import CurvePoint, learning_curve, refit
from matcher.training.teaching import Teaching, most_teaching

__all__ = [
    "CurvePoint",
    "NearExample",
    "NearestExamples",
    "Teaching",
    "TrainingData",
    "fit_model",
    "learning_curve",
    "most_teaching",
    "read_training_data",
    "refit",
]
