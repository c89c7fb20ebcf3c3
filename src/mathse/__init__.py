"""mathse: self-evolving training of multimodal models on math problems (MathSE, arXiv 2511.06805)."""

__version__ = "0.1.0"
