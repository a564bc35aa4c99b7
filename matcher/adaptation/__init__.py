"""Marked examples -> the encoder's layers fitted further; needs the extra `adapt` (torch)."""

from matcher.errors import ModelError

try:
    from matcher.adaptation.adapt import adapt_encoder, kept_for_calibration, save_layers
except ImportError as error:
    raise ModelError(
        "Adapting the encoder needs torch: pip install 'matcher[adapt]', or run `make encoder`."
    ) from error

__all__ = ["adapt_encoder", "kept_for_calibration", "save_layers"]
