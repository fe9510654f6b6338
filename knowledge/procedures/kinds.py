"""What an official line of the papers list is: a paper, a heading, a note, or a note that waives a paper.

The row's quantity alone does not tell: some notes carry one, and some papers carry none. The words decide,
and where they leave it open the quantity does. All patterns are matched against folded text (no diacritics).
"""

import re
from enum import StrEnum

from knowledge.procedures.numbering import bare
from knowledge.procedures.sentences import names_no_paper
from knowledge.vietnamese.folding import fold


class Kind(StrEnum):
    """Kind of an official line. WAIVER: a note that says when a paper is not needed."""

    PAPER = "paper"
    NOTE = "note"
    WAIVER = "waiver"
    HEADING = "heading"


_DOCUMENT = (
    r"(?:cac |mot (?:trong (?:cac|nhung|so) |so |\(\d+\) )?|nhung |hai |\d{1,2} (?:\([^)]*\) )?(?:bo |ban )?|"
    r"phai co |them )*(?:ban|"
    r"van ban|van bang|giay|don\b|to khai|to trinh|bao cao|tai lieu|ho so|ho chieu|danh (?:sach|muc|ba)|"
    r"quyet dinh|hop dong|"
    r"phieu|bien ban|bien lai|so do|so yeu|so (?!luong)|thong bao|thong tin|de (?:an|cuong|nghi|xuat)|phuong an|"
    r"mau\b|bang\b|"
    r"du (?:an|thao|toan)|chung (?:tu|chi|thu|nhan|minh|cu)|dieu le|cong van|cong bo|cong ham|nghi quyet|thuyet minh|"
    r"ke hoach|quy (?:che|trinh|dinh|hoach)|hoa don|anh\b|dang ky|cam ket|phu luc|ket (?:qua|luan)|y kien|ly lich|"
    r"xac nhan|thu (?!tuc|tuong|truong)|thoa thuan|chuong trinh|the\b|giai trinh|tom tat|manh|khai bao|giay phep|van don|"
    r"van tai don|tep|"
    r"chi tiet|trich (?:luc|do|sao)|tuyen bo|uy nhiem|loi chung|catalog|hinh anh|nhan\b|ma vach|mo ta|can cuoc|"
    r"cmnd|ho khau|visa|file|video|clip|slide|to (?!chuc)|bo (?:ho so|tai lieu|chung tu)|don vi tien|vi bang|"
    r"luan (?:chung|cu)|catalogue|lenh|nhat ky|bai (?:bao|viet)|tai khoan dinh danh|nguyen ban|"
    r"(?:ho so )?benh an|toan van|"
    r"cong trinh khoa hoc|bao sao|xuat trinh|trinh |nop ban|chung minh|gcn|hd\b|vb\b|tieu chuan co so|"
    r"chu truong|dia |noi quy|co cau|mat (?:bang|cat)|ban ve|so lieu|"
    r"theo mau|thiet ke|san pham|vat mau|minh chung|giao (?:trinh|an)|bo cuc|kich ban|tac pham|khung|"
    r"noi dung chuong trinh)"
)
_SAMPLE = re.compile(_DOCUMENT)
_CASE = re.compile(
    r"(?:rieng )?(?:\(?\d+\)? )?\(?(?:trong |tru )?(?:cac |mot so )?(?:truong hop|tr\.hop|th \d)|"
    r"(?:rieng )?doi voi|khi |neu |ngoai ra|"
    r"ngoai (?:cac|nhung|thanh phan|ho so|mot so|giay)|rieng |vi du|trong (?:thoi|qua trinh|ho so)|\(?khi "
)
_ACTOR = re.compile(
    r"(?:cac )?(?:nguoi|co quan|to chuc|ca nhan|doanh nghiep|cong dan|can bo|cong chuc|chu (?:dau tu|xe|so huu|"
    r"nhiem)|"
    r"thuong nhan|nha dau tu|co so|don vi|hop tac xa|ngan hang|hoc sinh|sinh vien|uy ban nhan dan|ubnd|"
    r"so (?:tu phap|noi vu)"
    r"|bo (?:cong|tai|tu|noi|y|giao|khoa|nong|xay|van|quoc|quan)|cuc|chi cuc|trung tam|hoi dong|cong ty|"
    r"ho gia dinh|cha, me|"
    r"cha me|vo, chong|dai dien|luat su|hai ben|ben |viec |moi |tat ca|nop (?:ho so|truc tiep|qua|tai)|"
    r"sau khi|truoc khi|theo (?!mau)|cach thuc|dia diem nop|can cu|luu tru|chua |khong |duoc |phai )"
)
_NOTE = re.compile(
    r"\(?\*?\s*(?:luu y|ghi chu|chu thich|chu y|giai thich|thong tin can luu y|nop kem theo cac loai giay to sau|"
    r"(?:muc [ivx]+[.] )?so luong (?:ho so|bo|moi)|so luong\s*[:(]|so luong[.:]? \d|so bo ho so|so luong$|"
    r"\d+ \(?[a-z]*\)? ?bo(?: ho so)?(?: goc)?[.;)]*$|\d+ bo$|"
    r"sl:|thanh phan,? so luong ho so$|khong quy dinh|truong hop khong quy dinh la ban chinh|khong co|"
    r"chua quy dinh|khong$|theo quy dinh$|yeu cau (?:doi voi|ve) (?:mot so )?(?:ho so|giay to)|"
    r"\d+ (?:\(\w+\) )?(?:ngay|thang)\b|(?:tu|trong) (?:cac )?lan |thoi (?:han|gian|diem)\b|"
    r"(?:\w+ )?nguoi (?:duoc )?uy quyen (?:va|dang ky)|"
    r"gia tri su dung cua |noi dung (?!chuong trinh)[^:;.]{0,60}\bgom\b|trong do |phieu nay la |thuong nhan chi gui |"
    r"dang nhap |ngoai so luong |khi su dung tai khoan dinh danh|"
    r"tuy (?:theo|truong hop|tung)|thuc hien theo quy dinh|thuoc mot trong cac truong hop|"
    r"bi xu ly|yeu cau doanh nghiep|thu tuc ve )"
)
_ABOUT_PAPERS = re.compile(
    r"(?:(?:cac |nhung |tat ca cac |moi )+(?:loai )?van ban|(?:cac |nhung |tat ca cac |moi )*(?:loai )?"
    r"(?:giay to|tai lieu|ban dich|ho so(?= (?!de nghi))|ho so(?= de nghi [^.;:]{0,200}phai dap ung)|"
    r"thanh phan ho so))"
    r"(?:,? (?:giay to|tai lieu|van ban|chung tu))*\s*\(?,? ?(?:(?:trong|quy dinh|neu|tren|gui kem|bang|"
    r"duoc lap|lap|do|cua|nuoc ngoai|"
    r"nay|kem theo|co yeu to|khong phai|duoc quy dinh|cap|viet|de nghi (?!duoc))\b(?:(?!chung minh|"
    r"xac nhan ve)[^.;:]){0,170}?)?\b"
    r"(?:phai|duoc (?:dich|hop phap|lap|chung thuc|su dung|viet|lam|gui|chuan|nop|niem)|co the(?! hien)|"
    r"la ban (?:sao|chup|photo|goc)|thi)\b|"
    r"(?:giay to|tai lieu|ho so)[^:;.,]{0,40} (?:viet |lap |duoc lap |"
    r"the hien )?bang tieng (?:nuoc ngoai|viet)(?:$|[.;]|,? (?:phai|thi|duoc))"
)
_WAIVER = re.compile(
    r"khong (?:phai|can|yeu cau|bat buoc|phai thuc hien|can thiet)(?: phai)?(?: (?:gui|nop|xuat trinh|cung cap|kem|"
    r"tai len|co|thuc hien|bo sung|khai|chung (?:thuc|minh)|thanh phan|ban sao|cac|mot trong|lap|giay to|"
    r"cong chung|dong dau|hop phap|nhung|hai|\w+ kem))|(?:duoc )?mien (?:nop|xuat trinh|hop phap|tai lieu|"
    r"cung cap|giay|thanh phan|cac)|"
    r"duoc thay the boi|thay the (?:cho )?(?:thanh phan|giay to|viec nop|ban giay|cac giay|van ban)|khong nop |"
    r"khong yeu cau (?:nguoi|to chuc|ca nhan|doanh nghiep|cong dan|thuong nhan)|duoc su dung thay the|"
    r"ho so khong bao gom|ho so[^.;]{0,160} khong bao gom (?:ban|giay|cac|van ban)\b|"
    r"(?<!chung )(?<!dia )chi (?:can|phai) (?:cung cap|nop|gui|khai|xuat trinh|chung tu)|khong duoc yeu cau"
)
_DEMAND = re.compile(
    r"\b(?:phai|can|lap(?! ho so)|lam|bo sung|cung cap|nop|gui|xuat trinh|trinh|kem(?: theo)?(?: trong (?:bo )?ho so)?|dinh kem|"
    r"thay (?:bang|the bang)|co them|phai co|"
    r"nop them|thi co|bao gom|gom|them|su dung|bang|thuc hien nop)\s*(?:them |kem |bo sung |theo |day du |"
    r"mot trong |ban sao )*"
    rf"(?:cac |mot |nhung )*:?\s*{_DOCUMENT}"
)
_DUTY = re.compile(
    r"co (?:quyen|trach nhiem)|chiu trach nhiem|co the thong bao|xem xet|chuan bi ho so|quyet dinh viec|"
    r"lap (?:bang ke|ho so)|"
    r"thong bao bang hinh thuc|ghi (?:noi dung|thong tin)|tong hop|thuc hien viec chup"
)
_RULE = re.compile(
    r"nguoi (?:benh|dan|nop|dung|tham gia)[^,.;:]{0,40} cung cap thong tin|co nghia vu cam ket|"
    r"(?:co quan|co so|bo phan|can bo|uy ban nhan dan|hoi dong|to chuc cap)\b[^.;:]{0,60} co trach nhiem (?!nop )|"
    r"duoc su dung [^.;]{0,120}co gia tri [^.;]{0,40}trong|phai co day du chu ky|"
    r"(?:^|, )trong (?:thoi han|vong) [^,.;]{0,60}truoc (?:khi|ngay)"
)
"""What somebody else does, how long a paper is valid, when a duty falls due: no paper, although papers are named."""
_TELLS = re.compile(
    r"thanh phan ho so (?:theo|thuc hien|duoc quy dinh|quy dinh|ap dung)(?!.*(?:\bgom\b|:))|"
    r"(?:truong hop|doi voi|khi) .*\bho so\b[^.;:]{0,80}(?:thuc hien|ap dung) theo (?:quy dinh )?(?:tai|cua)(?!.*\bkem)|"
    r"truong hop (?:cac )?(?:giay to|tai lieu|van ban)(?: nay| neu tren)? (?:la|khong|co)\b|"
    r"truong hop [^.;:]*\bthi (?:cac )?(?:giay to|tai lieu)[^.;:]{0,120} la ban (?:sao|chinh|chup)|"
    r"truong hop khong quy dinh\b|"
    r"truong hop nop ho so [^.;:]{0,80}: thanh phan ho so quy dinh tai [^.;]{0,60} la ban (?:chinh|sao)|"
    r"(?:truong hop|khi) .*?(?:chi phai nop (?:01|mot) (?:\(\w+\) )?bo ho so|"
    r"(?:,|\bthi\b) [^,.;]{0,60}(?:phai|duoc|can) (?:thuc hien )?khai bao (?:thong tin )?ve |"
    r"(?:,|\bthi\b)[^,.;]{0,60} gui (?:ho so|van ban)[^,.;:]{0,60} (?:ve|den|toi) (?:co quan|cuc|so|bo)\b(?!.*\bkem))|"
    r"(?:thanh phan )?ho so(?: [a-z]+){0,8}? (?:tuong tu |thuc hien |ap dung )?nhu (?!sau\b)(?!.*\bho so)"
    r"(?:(?:doi voi )?(?:truong hop|doi tuong|noi dung|khoan|diem|muc)|(?:neu|quy dinh) tai)\b"
)
"""How something is declared, where it is sent, or that another case's dossier holds: no paper of its own."""
_READ_BY_OFFICE = re.compile(
    r"thong tin [^;]{0,300}\bduoc khai thac\b.{0,300}\bkhong (?:phai|can|yeu cau)|"
    r"(?:cac )?truong hop (?:nguoi |to chuc |ca nhan )?[^,.;:]{0,60}duoc mien (?:ke khai|nop|lap)\b|"
    r"mien (?:nop |cung cap )?(?:cac )?(?:tai lieu|giay to|ho so|thanh phan)\b"
)
"""What the office reads itself ("Thông tin ... được khai thác trên ..., không phải nộp"), what is dropped, who is exempt."""
_THEN_WAIVES = re.compile(
    r"^(?!.*\b(?:nop|kem|co) (?:ban|giay|van ban))[^.;]*\bthi khong (?:phai|can) (?:nop|xuat trinh|cung cap)\b"
)
"""A thing for which a paper is not needed: "Công trình nhỏ thì không phải nộp thành phần hồ sơ này"."""
_CASE_WAIVES = re.compile(
    r"(?:truong hop|doi voi|khi|neu|nguoi|to chuc|doanh nghiep|co quan) [^.;]*\bthi[^.;,]{0,40} khong (?:phai|can|yeu cau)\b"
    r"[^.;]*[.;]?$"
)
"""One sentence whose main clause waives: "Trường hợp giấy tờ, tài liệu đã có dữ liệu điện tử thì không phải cung cấp lại"."""
_ANNOUNCES_NOTHING = re.compile(r"tuy .*(?:ho so|giay to|tai lieu).*\b(?:sau|gom)(?: day)?\s*:$")
_HANDS_IN_COUNTED = re.compile(
    r"\b(?:nop|gui|bo sung|xuat trinh)(?: them| bo sung| kem)* \d{1,2} (?:\([^()]*\) )?(?:ban|bo) (?:chup|sao|chinh|goc|photo)"
)
_OFFERS_ONE_OF = re.compile(r"\b(?:la|gom) mot trong (?:cac|nhung|so)\b.*:$")
"""A heading without which its rows would all be demanded: "Giấy tờ chứng minh là một trong các giấy tờ sau:"."""
_LIST_OF_CASE = re.compile(r"(?:cac |nhung )(?:tai lieu|giay to|van ban|ho so)\b.*(?:trong truong hop|doi voi)\b.*:$")
_AFTER_COLON = re.compile(
    rf":\s*(?:[-+*•●\d().a-z]{{0,4}}\s*)?(?:nop |phai co |co |gui |xuat trinh |can co |bo sung |them |"
    rf"\(\w+\) )*{_DOCUMENT}"
)
_THEN = re.compile(rf"(?:,|\bthi|\bla|\))\s*(?:phai co |can co |co |nop |them |can |con )*{_DOCUMENT}")
_ANNOUNCES = re.compile(
    r"(?:gom(?: co)?|bao gom|sau|sau day|nhu sau|bo sung|bo sung them|phai co|kem theo|cac loai|"
    r"cu the(?: nhu sau)?|phai nop|them|"
    r"nop|trinh|gui|so giay to|co|ho so|tai lieu|giay to|quy dinh|gom \d+ bo|"
    r"bo ho so)(?: gom)?\s*(?:\([^)]*\)\s*)?[:;.]*$"
)
_CONTENTS = re.compile(
    r"noi dung|trong do|nhung thong tin|thong tin sau|cac thong tin|quy dinh nhu sau|ghi ro|neu ro|cac phan"
)
_COLLECTION = re.compile(
    r"(?:\d+ |mot |01 )?(?:bo )?(?:ho so|thanh phan|cac |giay to (?:phai|can|nop|chung minh|khac|kem|lien quan)|"
    r"tai lieu (?:chung minh|kem|khac|phai|ky thuat)|"
    r"chung (?:cu|tu)|mot trong|nhung|giay to$|van ban chung minh|danh muc (?:ho so|tai lieu|giay to)|phan |mục|muc )"
)
_PLAIN_HEADING = re.compile(
    r"[a-z]\d+-kq\d+|ho so (?:thu (?:nhat|hai|ba)|\d+)\s*[:.]*|"
    r"(?:(?:mot|01) \(?[a-z0-9]*\)? ?bo )?(?:(?:cac |nhung )?(?:giay to|thanh phan ho so|ho so|tai lieu|"
    r"chung tu|thanh phan)"
    r"(?: (?:phai|can|can phai|de nghi|nop|xuat trinh|kem theo|bao gom|gom|ban dau|va|co|truc tiep|truc tuyen|"
    r"chung|rieng|hop le|"
    r"de|ho so|thanh phan|so luong|gui|luu|khac|yeu cau|phai nop|hai quan|nhu sau|sau))*|bao gom|gom(?: co)?|"
    r"thanh phan, so luong ho so|"
    r"cu the(?: nhu sau)?|(?:phan|muc) [ivx\da-h]+|kem theo|mau don, mau to khai|nop|xuat trinh|trong do)\s*[:.;]*"
)


def kind(text: str, originals: int = 0, copies: int = 0, among_notes: bool = False) -> Kind:
    """Return what a line is. `among_notes`: it stands under a heading such as "Lưu ý".

    >>> kind("Tờ khai theo mẫu", 1)
    <Kind.PAPER: 'paper'>
    """
    line = fold(bare(text))
    counted = bool(originals or copies)
    if not re.search(r"\w{2}", line):
        return Kind.HEADING
    if _is_heading(line, counted):
        return Kind.NOTE if _OFFERS_ONE_OF.search(line) and not _CASE.match(line) else Kind.HEADING
    if _TELLS.match(line):
        return Kind.NOTE
    if names_no_paper(line):
        return _note(line)
    if _READ_BY_OFFICE.match(line) or _CASE_WAIVES.match(line):
        return Kind.WAIVER
    if _NOTE.match(line) or _speaks_about_papers(line, counted):
        return _note(line)
    if among_notes and not counted:
        return _note(line)
    if _CASE.match(line):
        return _of_case(line, counted)
    return _of_statement(line, counted)


def is_plain_heading(line: str) -> bool:
    """Whether a folded line without numbering is a heading that says nothing, such as "giay to phai nop:"."""
    return bool(_PLAIN_HEADING.fullmatch(line))


def names_case(text: str) -> bool:
    """Whether a line says for whom or when: "Đối với ...", "Trường hợp ..."."""
    line = fold(bare(text))
    return bool(_CASE.match(line) or _LIST_OF_CASE.match(line))


def starts_with_document(text: str) -> bool:
    """Whether a text starts with a kind of document: "Giấy ...", "bản sao ...", "02 ảnh ..."."""
    return bool(_SAMPLE.match(fold(bare(text))))


def first_demand(line: str) -> int | None:
    """Return where a folded line first demands a document ("nop ban sao"), None where it does not."""
    found = _DEMAND.search(line)
    return found.start() if found else None


def _is_heading(line: str, counted: bool) -> bool:
    if is_plain_heading(line) or _ANNOUNCES_NOTHING.match(line):
        return True
    if re.search(r"(?:ho so|giay to|tai lieu|thanh phan).* gom(?: co)?[.;]?$", line):
        return True
    if not line.endswith(":"):
        return not counted and bool(_CASE.match(line)) and _names_only_a_case(line)
    if _LIST_OF_CASE.match(line):
        return True
    if _CASE.match(line) or _ACTOR.match(line):
        return not (_CONTENTS.search(line[-60:]) and _SAMPLE.match(line))
    if _CONTENTS.search(line):
        return False
    return bool(_COLLECTION.match(line) and (_ANNOUNCES.search(line) or line.startswith(("ho so", "thanh phan"))))


def _names_only_a_case(line: str) -> bool:
    """Whether a line without a quantity says for whom, but neither what nor that something is waived."""
    told = _WAIVER.search(line) or _DEMAND.search(line) or re.search(r"\bthi\b|,| phai | duoc | co the |:", line)
    return not told or bool(re.search(r"(?:ho so|giay to|tai lieu)[^,.]{0,60} gom[:.;]*$", line))


def _speaks_about_papers(line: str, counted: bool) -> bool:
    listed = re.match(r"[^:.]{0,90}(?:nop|trinh|gom|sau|gom co|yeu cau)\s*:\s*\S", line)
    adds = counted and re.match(r"ho so .{0,160}?(?:co them|co|gom|con) " + _DOCUMENT, line)
    return bool(_ABOUT_PAPERS.match(line)) and not listed and not adds


def _note(line: str) -> Kind:
    return Kind.WAIVER if _WAIVER.search(line) else Kind.NOTE


def _of_case(line: str, counted: bool) -> Kind:
    """A line that starts with a case is a paper where it demands one before it waives one."""
    if re.match(r"khong (?:can|phai|bat buoc|yeu cau)", line):
        return Kind.WAIVER
    rule, demand = _RULE.search(line), _DEMAND.search(line)
    if rule and (demand is None or rule.start() <= demand.end()):
        return _note(line)
    waived = _WAIVER.search(line)
    demands = [found.start() for pattern in (_DEMAND, _AFTER_COLON, _THEN) if (found := pattern.search(line))]
    if waived and not (demands and counted and min(demands) < waived.start()):
        return Kind.WAIVER
    named = _AFTER_COLON.search(line)
    return Kind.PAPER if demands and (counted or named or _HANDS_IN_COUNTED.search(line)) else Kind.NOTE


def _of_statement(line: str, counted: bool) -> Kind:
    if _SAMPLE.match(line):
        return Kind.PAPER if counted or not _only_waives(line) else Kind.WAIVER
    if _ACTOR.match(line):
        return _of_case(line, counted and not _DUTY.search(line[:160]))
    if _THEN_WAIVES.search(line):
        return Kind.WAIVER
    return Kind.PAPER if counted else _note(line)


def _only_waives(line: str) -> bool:
    waived = _WAIVER.search(line)
    return waived is not None and not re.search(r"truong hop|\(|;|\btru\b|\bneu\b", line[: waived.start()])
