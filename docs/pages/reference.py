"""Makes Doxygen's pages of the reference plainer."""

import re

MEMBER = re.compile(r'(?=<h2 class="memtitle">)')
FUNCTION = re.compile(r"\w+\(\)(?: <span[^>]*>.*?</span>)?</h2>")
BARE_NAME = re.compile(r'(<td class="memname">[^\n]*::~?\w+)\s*'
                       r"(</td>\s*</tr>\s*</table>)")
KIND = re.compile(r" (?:Class|Struct) (?:Template )?Reference(?=[ <])")
# A sentence that begins with an English word which is a class as well.
FALSE_LINK = re.compile(r'((?:<p ?>|"mdescRight">|<dd>|[.:;]) *)'
                        r'<a class="el" [^>]*>([A-Z][a-z]+)</a>(?= )')
NOISE = re.compile(r'\s*<a href="[^"]*">More\.\.\.</a>'
                   r'|<p class="definition">.*?</p>\n', re.S)


def mended(text):
    """A function that takes nothing has its (); titles are names; nothing
    says where a definition is, or that there is more below; and the first word
    of a sentence is no class."""
    text = KIND.sub("", text).replace("<title>workbook::", "<title>")
    text = text.replace('<h1 class="title">workbook::', '<h1 class="title">')
    text = FALSE_LINK.sub(r"\1\2", text)
    return NOISE.sub("", "".join(map(_with_parentheses, MEMBER.split(text))))


def _with_parentheses(member):
    if not FUNCTION.search(member.partition("\n")[0]):
        return member
    return BARE_NAME.sub(r"\1()\2", member, count=1)
