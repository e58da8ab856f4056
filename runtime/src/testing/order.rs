//! `Debug` texts that are equal but for the order in some of their brackets.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{iter::Peekable, str::Chars};

/// How deeply brackets may nest in a text that is looked into.
const DEEPEST: usize = 128;

/// Whether the texts would be equal if all `{..}` and `[..]` were sorted.
pub(super) fn same_in_some_order(one: &str, other: &str) -> bool {
    one == other
        || parse(one)
            .zip(parse(other))
            .is_some_and(|(one, other)| sorted(&one) == sorted(&other))
}

/// Whether the texts are equal but for the order in those brackets whose order also varies between `one` and one of
/// the `varying` texts.
pub(super) fn same(one: &str, other: &str, varying: &[&str]) -> bool {
    let Some((one, other)) = parse(one).zip(parse(other)) else {
        return one == other;
    };
    let varying: Vec<Item> = varying.iter().filter_map(|text| parse(text)).collect();
    same_item(&one, &other, &varying.iter().collect::<Vec<_>>())
}

/// What stands between two commas: texts and brackets.
type Item = Vec<Part>;

#[derive(PartialEq)]
enum Part {
    Text(String),
    Group(Group),
}

#[derive(PartialEq)]
struct Group {
    open: char,
    items: Vec<Item>,
}

impl Part {
    fn group(&self) -> Option<&Group> {
        match self {
            Part::Text(_) => None,
            Part::Group(group) => Some(group),
        }
    }
}

impl Group {
    /// Whether it is of the kind that maps, sets and sequences are shown in.
    fn may_be_sorted(&self) -> bool {
        self.open != '('
    }

    /// The items, each with its sorted text.
    fn keyed(&self) -> Keyed<'_> {
        Keyed(self.items.iter().map(|item| (sorted(item), item)).collect())
    }
}

/// The items of a group, each with its sorted text.
struct Keyed<'a>(Vec<(String, &'a Item)>);

impl<'a> Keyed<'a> {
    fn sort(&mut self) {
        self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
    }

    fn same_keys(&self, other: &Keyed<'_>) -> bool {
        let keys = self.0.iter().map(|(key, _)| key);
        keys.eq(other.0.iter().map(|(key, _)| key))
    }

    fn item(&self, index: usize) -> &'a Item {
        self.0[index].1
    }
}

fn same_item(one: &Item, other: &Item, varying: &[&Item]) -> bool {
    let same_part = |(index, (one, other)): (usize, (&Part, &Part))| match (one, other) {
        (Part::Group(one), Part::Group(other)) => {
            let parts = varying.iter().filter_map(|item| item.get(index));
            same_group(
                one,
                other,
                &parts.filter_map(Part::group).collect::<Vec<_>>(),
            )
        }
        _ => one == other,
    };
    one.len() == other.len() && one.iter().zip(other).enumerate().all(same_part)
}

fn same_group(one: &Group, other: &Group, varying: &[&Group]) -> bool {
    let comparable = |group: &Group| group.open == one.open && group.items.len() == one.items.len();
    if !comparable(other) {
        return false;
    }
    let varying = varying.iter().copied().filter(|group| comparable(group));
    let varying: Vec<&Group> = varying.collect();
    let in_place = |index: usize| {
        let items = varying.iter().map(|group| &group.items[index]);
        same_item(
            &one.items[index],
            &other.items[index],
            &items.collect::<Vec<_>>(),
        )
    };
    (0..one.items.len()).all(in_place)
        || one.may_be_sorted() && same_set(&one.keyed(), other.keyed(), &varying)
}

/// Whether the groups hold the same items, in an order that varies.
fn same_set(one: &Keyed<'_>, mut other: Keyed<'_>, varying: &[&Group]) -> bool {
    let mut sorted = Keyed(one.0.clone());
    sorted.sort();
    other.sort();
    if !sorted.same_keys(&other) {
        return false;
    }
    let mut order_varies = false;
    let mut alike = Vec::new();
    for group in varying {
        let mut keyed = group.keyed();
        let same_order = keyed.same_keys(one);
        keyed.sort();
        if keyed.same_keys(&sorted) {
            order_varies |= !same_order;
            alike.push(keyed);
        }
    }
    let in_place = |index: usize| {
        let items = alike.iter().map(|keyed| keyed.item(index));
        same_item(
            sorted.item(index),
            other.item(index),
            &items.collect::<Vec<_>>(),
        )
    };
    order_varies && (0..sorted.0.len()).all(in_place)
}

/// The text with every group sorted that may be.
fn sorted(item: &Item) -> String {
    let mut text = String::new();
    for part in item {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Group(group) => {
                let mut items: Vec<String> = group.items.iter().map(sorted).collect();
                if group.may_be_sorted() {
                    items.sort();
                }
                text.push(group.open);
                text.push_str(&items.join(","));
                text.push(closing(group.open));
            }
        }
    }
    text
}

fn closing(open: char) -> char {
    match open {
        '{' => '}',
        '[' => ']',
        _ => ')',
    }
}

/// The parts of a text, if its brackets match.
fn parse(text: &str) -> Option<Item> {
    let mut parser = Parser {
        rest: text.chars().peekable(),
        depth: 0,
    };
    let mut item = Item::new();
    loop {
        item.extend(parser.item()?);
        match parser.rest.next() {
            None => return Some(item),
            Some(',') => item.push(Part::Text(','.to_string())),
            Some(_) => return None,
        }
    }
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Parser<'_> {
    /// The parts up to a comma, a closing bracket or the end.
    fn item(&mut self) -> Option<Item> {
        let mut item = Item::new();
        let mut text = String::new();
        while let Some(&next) = self.rest.peek() {
            match next {
                ',' | '}' | ']' | ')' => break,
                '{' | '[' | '(' => {
                    push_text(&mut item, &mut text);
                    item.push(Part::Group(self.group()?));
                }
                '"' => self.string(&mut text)?,
                '\'' => self.character(&mut text),
                _ => {
                    self.rest.next();
                    text.push(next);
                }
            }
        }
        push_text(&mut item, &mut text);
        Some(item)
    }

    fn group(&mut self) -> Option<Group> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let open = self.rest.next()?;
        let mut items = Vec::new();
        loop {
            items.push(self.item()?);
            match self.rest.next()? {
                ',' => {}
                close if close == closing(open) => break,
                _ => return None,
            }
        }
        self.depth -= 1;
        if items.last().is_some_and(Vec::is_empty) {
            items.pop();
        }
        Some(Group { open, items })
    }

    /// A text in quotes, in which brackets mean nothing.
    fn string(&mut self, text: &mut String) -> Option<()> {
        text.extend(self.rest.next());
        loop {
            let next = self.rest.next()?;
            text.push(next);
            match next {
                '"' => return Some(()),
                '\\' => text.push(self.rest.next()?),
                _ => {}
            }
        }
    }

    /// A character in quotes, or an apostrophe.
    fn character(&mut self, text: &mut String) {
        let mut ahead = self.rest.clone();
        let mut quoted = String::new();
        quoted.extend(ahead.next());
        let first = ahead.next();
        quoted.extend(first);
        if first == Some('\\') {
            quoted.extend(ahead.next());
        }
        // `'\u{301}'` is the longest.
        for next in ahead.by_ref().take(9) {
            quoted.push(next);
            if next == '\'' {
                text.push_str(&quoted);
                self.rest = ahead;
                return;
            }
            if first != Some('\\') {
                break;
            }
        }
        text.extend(self.rest.next());
    }
}

fn push_text(item: &mut Item, text: &mut String) {
    let trimmed = text.trim();
    if !trimmed.is_empty() {
        item.push(Part::Text(trimmed.to_string()));
    }
    text.clear();
}

#[cfg(test)]
mod tests {
    use super::{same, same_in_some_order};

    #[test]
    fn an_order_that_varies_is_no_difference() {
        let one = "at src/lib.rs:3:5 { map: {\"a\": 1, \"b\": 2}, n: 3 }";
        let other = "at src/lib.rs:3:5 { map: {\"b\": 2, \"a\": 1}, n: 3 }";
        assert!(same_in_some_order(one, other));
        assert!(same(one, other, &[one, other]));
        assert!(same(one, other, &["unrelated", other]));
        assert!(!same(one, other, &[]));
        assert!(!same(one, other, &[one, one]));
    }

    #[test]
    fn only_the_brackets_that_vary_may_differ() {
        let one = "{ set: [1, 2], list: [3, 4] }";
        let varying = &["{ set: [2, 1], list: [3, 4] }"];
        assert!(same(one, "{ set: [2, 1], list: [3, 4] }", varying));
        assert!(!same(one, "{ set: [1, 2], list: [4, 3] }", varying));
        assert!(!same(one, "{ set: [2, 1], list: [4, 3] }", varying));
        assert!(!same(one, "{ set: [2, 5], list: [3, 4] }", varying));
        // The fields of a struct do not vary.
        assert!(!same(one, "{ list: [3, 4], set: [1, 2] }", varying));
    }

    #[test]
    fn orders_inside_orders() {
        let one = "{1: [7, 8], 2: [9]}";
        assert!(same(
            one,
            "{2: [9], 1: [8, 7]}",
            &["{2: [9], 1: [7, 8]}", "{1: [8, 7], 2: [9]}"]
        ));
        assert!(!same(one, "{2: [9], 1: [8, 7]}", &["{2: [9], 1: [7, 8]}"]));
        assert!(same("[[1, 2], [3]]", "[[2, 1], [3]]", &["[[2, 1], [3]]"]));
        assert!(!same("[[1, 2], [3]]", "[[3], [1, 2]]", &["[[2, 1], [3]]"]));
    }

    #[test]
    fn a_tuple_has_its_order() {
        assert!(!same_in_some_order("(1, 2)", "(2, 1)"));
        assert!(!same("(1, 2)", "(2, 1)", &["(2, 1)"]));
        assert!(same("({1, 2}, 1)", "({2, 1}, 1)", &["({2, 1}, 1)"]));
    }

    #[test]
    fn what_is_in_quotes_is_no_bracket() {
        assert!(same_in_some_order(
            r#"{"}, \"{", 'x'}"#,
            r#"{'x', "}, \"{"}"#
        ));
        assert!(same_in_some_order(
            r"{'}', '\'', '\u{301}', ','}",
            r"{'\u{301}', '\'', ',', '}'}"
        ));
        assert!(!same_in_some_order(r#"{"a, b"}"#, r#"{"b, a"}"#));
        assert!(same_in_some_order("{don't, 'static}", "{'static, don't}"));
    }

    #[test]
    fn what_has_no_matching_brackets_is_compared_as_it_is() {
        for text in ["{", "}", "{]", "a)", "\"", "{\"}", &"[".repeat(1000)] {
            assert!(
                same(text, text, &[]) && same_in_some_order(text, text),
                "{text}"
            );
            let other = ["x", text].concat();
            assert!(!same(text, &other, &[&other]) && !same_in_some_order(text, &other));
        }
    }

    #[test]
    fn other_values_are_different() {
        for (one, other) in [
            ("{1}", "{2}"),
            ("{1}", "[1]"),
            ("[1]", "[1, 1]"),
            ("{1, 2}", "{1, 1}"),
            ("A { x: 1 }", "B { x: 1 }"),
            ("1, 2", "2, 1"),
            ("[]", "[[]]"),
            ("None", "Some(1)"),
        ] {
            assert!(!same_in_some_order(one, other), "{one} {other}");
            assert!(!same(one, other, &[other]), "{one} {other}");
        }
    }
}
