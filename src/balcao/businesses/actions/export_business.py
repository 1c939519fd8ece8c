"""What `businesses` itself knows, for a business's export."""

import json
from zipfile import ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict

from balcao.businesses.models import Business
from balcao.language import say
from balcao.messaging.models import Hook, Message
from balcao.records.models import Entry


def own_part(business: Business, archive: ZipFile) -> None:
    """Profile, outlets, people, consents and access record as JSON, and a page that says what is what."""
    facts = {
        "business": {**model_to_dict(business), "id": business.pk, "created_at": business.created_at},
        "outlets": [{"id": o.pk, **model_to_dict(o, exclude=["business"])} for o in business.outlets.all()],
        "members": list(business.members.values("user__email", "user__name", "role", "since")),
        "consents": list(
            business.consents.values("to", "given_at", "given_by__email", "withdrawn_at", "withdrawn_by__email")
        ),
        "advisers": list(business.assignments.values("adviser__name", "since", "until")),
        "record": list(
            Entry.objects.filter(business=business.pk)
            .order_by("id")
            .values("at", "who__name", "role", "kind", "subject", "facts")
        ),
        "messages": list(
            Message.objects.filter(business=business.pk)
            .order_by("made_at")
            .values("made_at", "user__name", "code", "facts")
        ),
        "tokens": list(business.tokens.values("name", "scopes", "created_at", "used_at", "expires_at")),
        "programs": list(Hook.objects.filter(business=business.pk).values("name", "url", "events", "made_at")),
    }
    archive.writestr("README.txt", say("export-readme"))
    archive.writestr("business.json", json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
