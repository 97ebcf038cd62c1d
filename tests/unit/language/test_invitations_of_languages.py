"""Calls to action in German, French, Spanish, Italian, Dutch and Portuguese."""

from __future__ import annotations

import pytest

from seoaudit.language.invitations import classify

ASKING = {
    "de": [
        ("Abonnieren Sie unseren Newsletter.", "subscribe"),
        ("Wenn du Fragen hast, schreib uns einfach.", "contact"),
        ("Melde dich jetzt kostenlos an!", "register"),
        ("Vereinbaren Sie noch heute einen Termin.", "book"),
        ("Nimm Kontakt mit uns auf.", "contact"),
        ("Hinterlasst gerne einen Kommentar.", "contact"),
        ("Wir freuen uns über Feedback.", "contact"),
        ("Meldet euch einfach per Mail.", "contact"),
        ("Teilt diesen Beitrag.", "follow"),
        ("Seid dabei!", "join"),
        ("Lassen Sie uns unten wissen, was Sie davon halten.", "contact"),
    ],
    "fr": [
        ("Abonnez-vous à notre newsletter.", "subscribe"),
        ("N'hésitez pas à nous contacter.", "contact"),
        ("Prenez rendez-vous dès maintenant.", "book"),
        ("Rejoignez notre communauté sur Discord.", "join"),
        ("N'hésitez pas à réagir.", "contact"),
        ("Laissez un commentaire.", "contact"),
        ("Partagez vos expériences.", "follow"),
        ("Par conséquent, restez en contact avec notre équipe.", "subscribe"),
        ("Proposez vos articles avant dimanche.", "contact"),
    ],
    "es": [
        ("¡Suscríbete a mi canal de YouTube!", "subscribe"),
        ("No dudes en contactarnos.", "contact"),
        ("No dejes de comentármelo por Twitter.", "contact"),
        ("Reserva tu plaza hoy.", "register"),
        ("¡No te lo pierdas!", "subscribe"),
        ("Deja tu comentario.", "contact"),
        ("Comparte esta entrada.", "follow"),
    ],
    "it": [
        ("Iscriviti alla nostra newsletter.", "subscribe"),
        ("Se hai domande, contattaci.", "contact"),
        ("Prenota una consulenza gratuita.", "book"),
        ("Scopri di più.", "read-more"),
        ("Lascia un commento.", "contact"),
        ("Condividi l'articolo.", "follow"),
    ],
    "nl": [
        ("Schrijf je nu in voor onze nieuwsbrief.", "subscribe"),
        ("Neem contact met ons op.", "contact"),
        ("Plan vandaag een afspraak.", "book"),
        ("Word lid.", "join"),
        ("Laat hieronder een reactie achter.", "contact"),
        ("Deel gerust je ervaringen.", "contact"),
    ],
    "pt": [
        ("Assine a nossa newsletter.", "subscribe"),
        ("Abraços, deixem seus comentários!", "contact"),
        ("Gostou? Então comenta, compartilha e recomenda!", "contact"),
        ("Entre em contato conosco.", "contact"),
        ("Agende uma demonstração.", "book"),
        ("Siga-nos no Instagram.", "follow"),
        ("Se você tem outra ideia, deixe um comentário.", "contact"),
        ("Fiquem a vontade para entrar em contato.", "contact"),
    ],
}
TELLING = {
    "de": ["Öffne das Terminal und starte den Server.", "Viele Leser abonnieren den Feed.", "Bewerben Sie immer Ihren Namen.", "Klicken Sie auf die Schaltfläche."],
    "fr": ["Ouvrez le terminal et lancez la commande.", "Les lecteurs s'abonnent rarement.", "Cliquez sur le bouton.", "Créez un fichier."],
    "es": ["Abre la terminal y ejecuta el comando.", "Los lectores ya se suscriben poco.", "Empieza por leer el código.", "Haz clic en el botón."],
    "it": ["Apri il terminale ed esegui il comando.", "I lettori si iscrivono raramente.", "Clicca sul pulsante.", "Crea un file."],
    "nl": ["Open de terminal en voer het commando uit.", "Lezers schrijven zich zelden in.", "Klik op de knop.", "Maak een bestand aan."],
    "pt": ["Abra o terminal e execute o comando.", "Os leitores raramente assinam.", "Clique no botão.", "Crie um arquivo."],
}  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "text", "kind"), [(tag, text, kind) for tag in ASKING for text, kind in ASKING[tag]]
)
def test_what_asks(tag: str, text: str, kind: str):
    found = classify(text, control="sentence", language=tag)
    if kind == "read-more":
        found = classify(text, control="link", target="/mehr/", own_site=True, language=tag)
    assert found is not None
    assert found.kind == kind
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag in TELLING for text in TELLING[tag]])
def test_what_only_tells(tag: str, text: str):
    assert classify(text, control="sentence", language=tag) is None


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ("de", "Jetzt kostenlos testen"), ("de", "Kontakt aufnehmen"), ("fr", "S'abonner"), ("fr", "Faire un don"),
        ("it", "Richiedi un preventivo"), ("nl", "Gratis proberen"), ("pt", "Solicitar demonstração"), ("es", "Suscribirse"),
    ],
)  # fmt: skip
def test_labels_that_ask(tag: str, label: str):
    assert classify(label, control="link", target="/x/", own_site=True, language=tag) is not None
