"""The terms of the demo's phases, in three languages."""

from datetime import datetime, timedelta

from balcao.programmes.terms import Condition, Funder, Needed, Question, Rule, StepPlan, Terms, Texts


def _t(zh: str, pt: str, en: str) -> Texts:
    return Texts.model_validate({"zh-Hant": zh, "pt": pt, "en": en})


MEASURE = _t("中小企數碼化支援服務", "Apoio à digitalização de PME", "SME digitalization support")
SECTORS = ["5610", "5630", "4711", "4719", "4721", "4751", "4771", "9602", "4610", "4690", "1071", "1079"]


def terms(number: int, opens_at: datetime, days: int, places: int) -> Terms:
    """A phase that is open for some days: training first, a diagnosis visit, then a free solution worth up to MOP 18,000."""
    closes_at = opens_at + timedelta(days=days)
    return Terms(
        name=_t(f"中小企數碼化支援 2026（第{'一二三'[number - 1]}期）", f"Apoio à digitalização de PME 2026, fase {number}", f"SME digitalization support 2026, phase {number}"),
        about=_t(
            "為零售、餐飲、個人服務、批發和製造業的中小企提供三步支援：先參加數碼營運培訓，再由顧問上門診斷業務，最後從名單中選用一個免費數碼方案。",
            "Três passos para PME do retalho, restauração, serviços pessoais, comércio por grosso e indústria: primeiro formação em operações digitais, depois uma visita de diagnóstico, e por fim uma solução digital gratuita da lista.",
            "Three steps for SMEs in retail, catering, personal services, wholesale and manufacturing: first training in digital operations, then a diagnosis visit, and at last a free digital solution from the list.",
        ),
        benefits=_t("培訓、業務診斷，以及一個免費數碼方案", "Formação, um diagnóstico do negócio e uma solução digital gratuita", "Training, a business diagnosis, and a free digital solution"),
        opens_at=opens_at, closes_at=closes_at, decides_on=(closes_at + timedelta(days=21)).date(), places=places,
        value=1_800_000, budget=1_800_000 * places, sectors=SECTORS,
        rules=[
            Rule(code="people", when=Condition(field="people_at_most", test="at_most", value=100),
                 reason=_t("只接受僱員不超過 100 人的商戶（不計店主）。", "Só para negócios com 100 pessoas ao serviço, no máximo (sem contar os titulares).", "Only businesses with at most 100 people employed, owners not counted.")),
            Rule(code="registered", when=Condition(field="years_registered", test="at_least", value=1),
                 reason=_t("商戶須在開放申請時已作稅務登記滿一年。", "O negócio deve estar registado para efeitos fiscais há pelo menos um ano à abertura.", "The business must have been registered for tax for at least a year at opening.")),
            Rule(code="here", when=Condition(field="registered_here", test="yes"),
                 reason=_t("商戶須在本地登記。", "O negócio deve estar registado nesta economia.", "The business must be registered in this economy.")),
            Rule(code="once", when=Condition(field="awards_in_measure", test="at_most", value=0),
                 reason=_t("曾獲這項措施資助的商戶不能再次申請。", "Quem já teve apoio desta medida não se pode candidatar de novo.", "Businesses that had an award of this measure before cannot have another.")),
            Rule(code="clean", when=Condition(all=[Condition(field="answer.no_debt", test="yes"), Condition(field="answer.social", test="yes")]),
                 reason=_t("商戶不得欠稅，並須按時繳納社保供款。", "O negócio não pode ter dívidas fiscais e deve ter as contribuições sociais em dia.", "The business must have no tax debt, and its social security contributions in order.")),
        ],
        questions=[
            Question(code="no_debt", kind="declaration", text=_t("本商戶沒有欠稅。", "O negócio não tem dívidas fiscais.", "The business has no tax debt.")),
            Question(code="social", kind="declaration", text=_t("本商戶的社保供款沒有拖欠。", "O negócio tem as contribuições para a segurança social em dia.", "The business's social security contributions are in order.")),
            Question(code="wish", kind="long_text", required=False, text=_t("你最想解決的問題是甚麼？", "O que mais gostaria de resolver?", "What would you most like to solve?"),
                     help=_t("一兩句就夠，讓顧問預先了解。", "Bastam uma ou duas frases, para o consultor se preparar.", "A sentence or two will do; it helps the adviser prepare.")),
        ],
        documents=[
            Needed(code="registration", name=_t("營業稅登記", "Registo da contribuição industrial", "Tax registration")),
            Needed(code="licence", required=False, expires=True, name=_t("行業牌照（如需要）", "Licença do ramo, se for precisa", "Licence of the trade, where one is needed")),
        ],
        steps=[
            StepPlan(code="training", days=30, name=_t("完成數碼營運培訓", "Fazer a formação em operações digitais", "Do the training in digital operations")),
            StepPlan(code="visit", days=21, after="training", by="agency", name=_t("顧問上門診斷", "Visita de diagnóstico", "Diagnosis visit")),
            StepPlan(code="choose", days=14, after="visit", name=_t("選擇方案", "Escolher a solução", "Choose a solution")),
            StepPlan(code="deploy", days=60, by="supplier", name=_t("安裝方案", "Instalar a solução", "Deploy it")),
            StepPlan(code="accept", days=14, after="deploy", name=_t("驗收", "Aceitar a instalação", "Accept it")),
            StepPlan(code="follow", days=180, after="accept", by="agency", required=False, name=_t("六個月後跟進", "Acompanhamento após 6 meses", "Follow-up after 6 months")),
        ],
        funders=[Funder(name=_t("政府", "Governo", "Government"), share=60), Funder(name=_t("承批公司", "Concessionárias", "Concessionaires"), share=40)],
        beacon_source=_t("六合彩攪珠結果", "o sorteio do Mark Six", "the Mark Six lottery"), beacon_at=closes_at + timedelta(days=14),
    )  # fmt: skip
