"""Sentences in rows that name papers and are none: pointers to an article, duties, the form of papers, decisions.

All patterns are matched against folded text (no diacritics) without numbering.
"""

import re

_LAW = r"(?:quy dinh )?(?:tai|cua) "
_PAPERS = r"(?:cac )?(?:thanh phan ho so|giay to|tai lieu)(?:, (?:giay to|tai lieu))*"
_POINTS = re.compile(
    rf"(?:trinh tu|thu tuc)\b[^.;:]{{0,160}}(?:thuc hien|ap dung) theo (?:cac )?{_LAW}|"
    rf"giay to trong ho so[^:;.]{{0,120}}:? ?theo {_LAW}[^;:]*$|"
    rf"(?:truong hop|doi voi|khi|ho so) [^;:]*\b(?:phai co|nop|gui|bao gom|gom) (?:cac )?(?:giay to|tai lieu|ho so) "
    rf"(?:theo )?quy dinh (?:tuong ung )?(?:tai|cua) (?!.*(?:\bva|,|;) (?:cac )?(?:giay|tai lieu|ban |bao cao|van ban|don |"
    rf"to trinh|chung tu|minh chung))[^;:]*$|"
    r"(?:truong hop|doi voi) [^;:]*\bho so(?: \w+){0,6} theo quy dinh tuong ung|"
    r"(?:truong hop|doi voi) [^;:]*\bho so\b[^;:]*\btuong tu nhu quy dinh tai [^;:]*$|"
    r"(?:(?:doi voi|truong hop) [^;:]*: )?thanh phan, so luong ho so duoc "
)
"""Where the dossier is described: "Trình tự ... thực hiện theo quy định tại Điều 4"."""
_REGISTERS = re.compile(
    r"(?:truong hop|doi voi|khi) [^.;:]*\bphai dang ky (?:voi|tai) (?:co quan|so|bo|uy ban|chi cuc|cuc)\b"
    r"(?!.*\b(?:ho so|gom|kem)\b)"
)
_DECIDES = re.compile(
    r"(?:truong hop|doi voi|neu|khi) [^;:]*, ?(?:thi )?(?:co quan|bo|so|hoi dong|uy ban)\b[^.;:,]{0,60} "
    r"xem xet,? quyet dinh\b"
)
"""What somebody has to do, or what the office decides where a paper cannot be had."""
_FORM = re.compile(
    rf"truong hop (?:nop|gui) ho so[^.;:]{{0,120}}[:,] ?{_PAPERS}[^.;:]{{0,60}} (?:phai )?la ban (?:chinh|sao|chup)\b|"
    rf"(?:(?:truong hop|doi voi|khi) |t?huong nhan )[^;:]*\bnop ban (?:sao|chup)[^.;:,]{{0,30}} {_PAPERS} "
    r"(?:neu tren|tren|nay|quy dinh tai)\b|"
    rf"(?:truong hop|doi voi) [^.;:]*\b{_PAPERS} (?:quy dinh|neu) [^;:]{{0,160}}? la ban (?:sao|chup)\b|"
    r"(?:truong hop|doi voi) [^;:]*\btrong ho so (?:chi )?ap dung doi voi\b|"
    r"(?:truong hop|doi voi) [^;:]*, ?(?:tai lieu|bao cao|ho so)(?: giai trinh)? phai (?:neu|ghi) ro\b|"
    r"(?:truong hop|doi voi) [^;:]*, ?[^,;:]{0,40} phai ghi (?!nhan)[^;:]*\btrong (?:van ban|don|to khai)\b|ty le ban do\b|"
    r"ho so (?:duoc )?(?:lap|nop|gui|in)(?: thanh)? \d+ (?:\(\w+\) )?bo\b|"
    r"(?:truong hop|doi voi|neu) (?:cac |nhung )?(?:giay to|tai lieu|ho so)\b[^.;:]{0,120}\btieng\b[^.;:]* "
    r"(?:kem(?: theo)?|co) (?:\w+ )?ban dich\b|doi voi ho so\b[^.;:]*, moi bo gom \d+ ban\b|"
    r"[^.]{0,250}\bso luong (?:moi|cac|tung) (?:loai )?(?:thanh phan|giay to|tai lieu)\b"
)
"""As what papers named elsewhere are handed in, or what they must state."""
_HOW = re.compile(
    r"(?:gui|nop) ho so (?:truc tiep|truc tuyen|qua|tai|den)\b|"
    r"(?:dang ky|nop|ke khai|khai bao|thuc hien) (?:truc tuyen|truc tiep|qua mang|tai khoan(?: nguoi su dung)?)[\s.;]*$|"
    r"thuc hien (?:viec khai|nop cac|theo|khai bao|mot trong cac hanh vi)\b|"
    r"(?:van ban|don)(?: de nghi)? phai neu ro\b|so luong [^;:]{5,120} la \d+ ban\b|"
    r"lap hoi dong\b|dieu kien doi voi\b|cung cap (?:cac |day du )?thong tin\b|"
    r"giay to [^:;(]{0,30} ?[:(] ?su dung (?:ung dung|tai khoan) dinh danh\b|truong hop [^.;:]*, viec [^.;:]*\bphai dap ung\b|"
    r"truong hop [^;:]*\b(?:lua chon nhan ket qua|co tham quyen huy bo ket qua)\b|khi [^;:]*\bphai thuc hien viec thong bao\b"
)
"""Where and how something is filed, declared or done."""
_CONDITION = re.compile(r"da hoan thanh\b|co (?:it nhat|toi thieu) \d+ (?:\(\w+\) )?(?:nam|nguoi|thang)\b")
_FORM_OF_DOSSIER = re.compile(
    r"yeu cau (?:ve|chung|doi voi)\b(?!.*\b(?:co|nop|kem|gui) (?:\w+ )?(?:tai lieu|giay|van ban|ban|ho so))"
)
"""Demands on papers that hand in none."""
_OF_OFFICE = re.compile(
    r"thong bao thu ly\b|quyet dinh thu ly\b|ke hoach xac minh\b|bien ban to chuc doi thoai\b|"
    r"bao cao (?:ket qua )?(?:tham tra, )?xac minh noi dung (?:khieu nai|to cao)|ket luan noi dung to cao\b|"
    r"(?:cac )?van ban thong bao, xu ly, kien nghi|van ban giai trinh cua nguoi bi to cao|bien ban kiem tra, xac minh, ket luan"
)
"""What the office makes itself while it settles a complaint."""


_CONTENT = re.compile(
    r"ten,? (?:day du|dia chi|dia diem|du an|nha dau tu)\b|ho ten cua\b|ly do (?:thanh lap|va)\b|ly do, |muc tieu[.;]*$|"
    r"muc dich (?:trao doi|vay)\b|hinh thuc trao doi\b|loai, so luong\b|noi dung (?:khac|quy dinh tai)\b|"
    r"cac (?:noi|hoi) dung khac\b|cac (?:noi dung|thanh phan) ho so (?:theo )?quy dinh tai\b|trach nhiem, cach thuc\b|"
    r"nguon von cho\b|tong khoi luong phat hanh\b|ty le so huu\b|thuc trang (?:tai chinh|ve)\b|kieu loai va so luong\b|"
    r"quy mo dien tich\b|keo dai tien do\b|yeu cau ve nghien cuu\b"
)
"""What a request or a plan must state, told in a row of its own: "Tên, địa chỉ ...", "Mục đích trao đổi thông tin"."""
_BESIDE_PAPERS = re.compile(
    r"kho bac nha nuoc thuc hien\b|khuyen khich\b|sl ho so\b|chuyen doi vi tri cong tac\b|giam dinh vien tu phap duoc\b|"
    r"co (?:quyet dinh nghi huu|hoi dong phan loai|phuong an (?:ky thuat|sua doi))\b|trong nhung truong hop dac biet\b|"
    r"tuong tu voi truong hop\b|ngoai (?:tru so|viec)\b|thanh phan: khong quy dinh\b|gia han thoi gian luu hanh\b|"
    r"su dung tai khoan dinh danh\b"
)
"""Who does what, conditions and cases without a word such as "trường hợp" in front."""


def names_no_paper(line: str) -> bool:
    """Whether a folded line only tells how, where or under which rule, although it names papers.

    >>> names_no_paper("trinh tu va ho so thuc hien theo quy dinh tai dieu 4 thong tu nay")
    True
    """
    told = (
        _POINTS,
        _HOW,
        _REGISTERS,
        _DECIDES,
        _FORM,
        _CONDITION,
        _FORM_OF_DOSSIER,
        _OF_OFFICE,
        _CONTENT,
        _BESIDE_PAPERS,
    )
    return any(pattern.match(line) for pattern in told)
