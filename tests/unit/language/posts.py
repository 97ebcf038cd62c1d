"""A short text in each of twenty languages, written for these tests."""

from __future__ import annotations

POSTS = {
    "de": (
        "Der Weg führt durch den Wald und lässt den Fluss hinter sich. Nach einer Stunde werden "
        "die Bäume lichter, und die ersten Hütten sind zu sehen. Die meisten Wanderer machen dort"
        " eine Pause, weil sie ihre Flaschen an der Quelle füllen können."
    ),
    "fr": (
        "Le chemin monte à travers la forêt et laisse la rivière derrière lui. Au bout d'une "
        "heure, les arbres se font rares et les premières cabanes apparaissent. La plupart des "
        "marcheurs s'y reposent, car ils peuvent remplir leurs gourdes à la source."
    ),
    "es": (
        "El camino sube por el bosque y deja el río atrás. Después de una hora los árboles se "
        "aclaran y se ven las primeras cabañas. La mayoría de los caminantes descansa allí, "
        "porque puede llenar sus botellas en la fuente."
    ),
    "it": (
        "Il sentiero sale attraverso il bosco e si lascia il fiume alle spalle. Dopo un'ora gli "
        "alberi si diradano e si vedono le prime capanne. La maggior parte dei camminatori si "
        "riposa lì, perché può riempire le borracce alla sorgente."
    ),
    "nl": (
        "Het pad klimt door het bos en laat de rivier achter zich. Na een uur worden de bomen "
        "dunner en komen de eerste hutten in zicht. De meeste wandelaars rusten daar uit, omdat "
        "ze hun flessen bij de bron kunnen vullen."
    ),
    "pt": (
        "O caminho sobe pela floresta e deixa o rio para trás. Depois de uma hora as árvores "
        "rareiam e surgem as primeiras cabanas. A maioria dos caminhantes descansa ali, porque "
        "não há outra fonte e eles podem encher as garrafas."
    ),
    "ru": (
        "Тропа поднимается через лес и оставляет реку позади. Через час деревья редеют, и "
        "появляются первые хижины. Большинство путников отдыхает там, потому что у них есть вода "
        "из родника, и это не так далеко, как кажется."
    ),
    "pl": (
        "Ścieżka wspina się przez las i zostawia rzekę za sobą. Po godzinie drzewa rzedną i widać"
        " pierwsze chaty. Większość wędrowców odpoczywa tam, ponieważ mogą napełnić butelki przy "
        "źródle, a to jest tylko kilka kroków od drogi."
    ),
    "tr": (
        "Yol ormanın içinden tırmanır ve nehri geride bırakır. Bir saat sonra ağaçlar seyrekleşir"
        " ve ilk kulübeler görünür. Çoğu yürüyüşçü burada dinlenir, çünkü şişelerini doldurmak "
        "için bir kaynak var ve bu kadar iyi su daha sonra yok."
    ),
    "ar": (
        "يصعد الطريق عبر الغابة ويترك النهر وراءه. بعد ساعة تقل الأشجار وتظهر الأكواخ الأولى من "
        "بعيد. يستريح معظم المشاة هناك لأن الماء في النبع بارد، ثم يمكن أن يملأوا القوارير من هذا"
        " النبع أو من النهر."
    ),
    "fa": (
        "راه از میان جنگل بالا می\u200cرود و رود را پشت سر می\u200cگذارد. پس از یک ساعت درختان کم می\u200cشوند و"
        " نخستین کلبه\u200cها را می\u200cبینید. بیشتر رهروان در آنجا که چشمه است می\u200cمانند و این آب را برای "
        "خود با کوزه برمی\u200cدارند."
    ),
    "hi": (
        "रास्ता जंगल से होकर ऊपर जाता है और नदी को पीछे छोड़ देता है। एक घंटे के बाद पेड़ कम हो "
        "जाते हैं और पहली झोपड़ियाँ दिखती हैं। अधिकतर यात्री यहाँ आराम करते हैं क्योंकि वे अपनी "
        "बोतलें झरने में भर सकते हैं।"
    ),
    "ta": (
        "பாதை காட்டின் வழியாக ஏறி ஆற்றைப் பின்னால் விடுகிறது. ஒரு மணி நேரத்திற்குப் பிறகு மரங்கள்"
        " குறைந்து முதல் குடிசைகள் தெரிகின்றன. பெரும்பாலான நடப்பவர்கள் அங்கே ஓய்வெடுக்கிறார்கள்."
    ),
    "bn": (
        "পথটি বনের মধ্য দিয়ে উঠে নদীকে পিছনে ফেলে যায়। এক ঘণ্টা পরে গাছ কমে আসে এবং প্রথম "
        "কুঁড়েঘরগুলি দেখা যায়। বেশিরভাগ পথিক সেখানে বিশ্রাম নেয়।"
    ),
    "el": (
        "Το μονοπάτι ανεβαίνει μέσα από το δάσος και αφήνει το ποτάμι πίσω του. Μετά από μία ώρα "
        "τα δέντρα αραιώνουν και φαίνονται οι πρώτες καλύβες. Οι περισσότεροι οδοιπόροι "
        "ξεκουράζονται εκεί."
    ),
    "he": (
        "השביל מטפס דרך היער ומשאיר את הנהר מאחור. אחרי שעה העצים מתמעטים והבקתות הראשונות נראות."
        " רוב ההולכים נחים שם כי הם יכולים למלא את הבקבוקים במעיין."
    ),
    "ko": (
        "길은 숲을 지나 올라가며 강을 뒤로 남긴다. 한 시간이 지나면 나무가 드물어지고 첫 오두막이 보인다. 대부분의 걷는 사람들은 그곳에서 쉬며 샘에서 물병을 "
        "채운다."
    ),
    "ja": (
        "道は森を抜けて登り、川を後にします。一時間ほど歩くと木がまばらになり、最初の小屋が見えてきます。多く"
        "の人はそこで休み、泉で水筒に水をくみます。"
    ),
    "zh": (
        "小路穿过森林向上延伸，把河流留在身后。走了一个小时，树木渐渐稀疏，第一批小屋出现在眼前。大多数行人在"
        "那里休息，并在泉边把水壶装满。"
    ),
    "th": (
        "เส้นทางไต่ขึ้นผ่านป่าและทิ้งแม่น้ำไว้เบื้องหลัง หล"
        "ังจากหนึ่งชั่วโมงต้นไม้ก็บางตาลงและเห็นกระท่อมหลัง"
        "แรก คนเดินทางส่วนใหญ่พักที่นั่นเพราะเติมน้ำได้"
    ),
}
"""By language tag."""
