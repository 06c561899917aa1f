"""The promises of `./baken` itself, with real processes."""
