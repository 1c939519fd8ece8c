"""Imports, sale lines, reports and what was said of headings, for a business's export."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from balcao import store
from balcao.analytics.inert import write_table
from balcao.analytics.sales.schema import connect
from balcao.businesses.models import Business
from balcao.diagnoses.models import Answer, Import, Report


def diagnoses_part(business: Business, archive: ZipFile) -> None:
    """Each import's sale lines as Parquet and as CSV, its rejects, and every report's figures."""
    imports = Import.objects.filter(outlet__business=business).order_by("made_at")
    facts = list(imports.values(
        "id", "outlet_id", "made_at", "file_name", "file_size", "file_digest", "state", "count", "first", "last",
        "reading", "overlap", "apart", "columns", "date_order", "currency", "kind", "recalled",
    ))  # fmt: skip
    archive.writestr("imports.json", json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    answers = Answer.objects.filter(outlet__business=business).order_by("said_at")
    said = list(answers.values("outlet_id", "signature", "about", "answer", "said_by__email", "said_at"))
    archive.writestr("answers.json", json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    reports = Report.objects.filter(outlet__business=business) | Report.objects.filter(
        of_import__outlet__business=business
    )
    told = list(
        reports.order_by("made_at").values(
            "id", "of_import_id", "outlet_id", "made_at", "first", "last", "figures", "before"
        )
    )
    archive.writestr("reports.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as work:
        for upload in imports.only("pk", "lines", "rejects", "source", "file_name"):
            if upload.lines:
                lines = store.get(upload.lines, Path(work))
                archive.write(lines, f"sale-lines/{upload.pk}.parquet")
                plain = Path(work) / "lines.csv"
                with connect({"lines": lines}) as con:
                    write_table(con, "SELECT * FROM lines", plain)
                archive.write(plain, f"sale-lines/{upload.pk}.csv")
            if upload.rejects:
                archive.write(store.get(upload.rejects, Path(work)), f"rejects/{upload.pk}.csv")
            if upload.source:
                archive.write(store.get(upload.source, Path(work)), f"sources/{upload.pk}")
