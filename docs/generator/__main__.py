"""`python -m docs.generator` writes the generated pages anew. A test fails while one of them is stale."""

from __future__ import annotations

from docs.generator.pages import PAGES


def main() -> None:
    for path, render in PAGES.items():
        path.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
