"""How a status cell is read: abbreviations, known wordings, and what may follow a known phrase.

Text in, the city's own phrase out, or nothing where a person is to be asked. What a phrase means is
data (`StatusWord`), and what is made of it all is `measures.vocabulary`'s. domain.md, «Status
words».
"""
