"""Make the picture of the README: the demo's report on a phone, in three languages side by side.

make demo && .venv/bin/python deploy/make_picture.py      (needs Debian's chromium)
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT, GAP = 360, 900, 24


def main() -> None:
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shots = []
        for language in ("zh-Hant", "pt", "en"):
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
            page.goto((ROOT / f"demo/report-{language}.html").resolve().as_uri())
            shots.append(Path(folder) / f"{language}.png")
            page.screenshot(path=shots[-1])
        frames = "".join(
            f'<img src="{shot.as_uri()}" width="{WIDTH}" style="border:1px solid #ccc;border-radius:12px">'
            for shot in shots
        )
        sheet = Path(folder) / "sheet.html"
        sheet.write_text(
            f'<body style="margin:0;display:flex;gap:{GAP}px;padding:{GAP}px;background:#ece6da">{frames}</body>'
        )
        page = browser.new_page(viewport={"width": 3 * WIDTH + 4 * GAP + 6, "height": HEIGHT + 2 * GAP + 2})
        page.goto(sheet.as_uri())
        page.screenshot(path=ROOT / "docs/images/report.png")
        browser.close()


if __name__ == "__main__":
    main()
