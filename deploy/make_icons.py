"""Draws the site's icons: a counter's edge as the wave, in tile blue. Run after changing the drawing."""

from pathlib import Path

import vl_convert

FOLDER = Path(__file__).parents[1] / "src/balcao/site/static/site"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">
<rect width="512" height="512" rx="{radius}" fill="#1d5c86"/>
<path d="M176 132h92c50 0 80 22 80 60 0 26-15 44-38 52 30 7 50 30 50 62 0 46-36 74-94 74h-90z" fill="#faf7f1"/>
<path d="M226 172v54h38c22 0 34-10 34-27s-12-27-34-27zm0 92v76h42c27 0 42-14 42-38s-15-38-42-38z" fill="#1d5c86"/>
<path d="M96 424q40-36 80 0t80 0 80 0 80 0" fill="none" stroke="#e2a65a" stroke-width="18" stroke-linecap="round"/>
</svg>"""

if __name__ == "__main__":
    (FOLDER / "icon.svg").write_text(SVG.format(radius=96))
    for size in (192, 512):
        drawn = vl_convert.svg_to_png(SVG.format(radius=0), scale=size / 512)
        (FOLDER / f"icon-{size}.png").write_bytes(drawn)
