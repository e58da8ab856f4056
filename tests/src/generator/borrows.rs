//! Borrows and iterators that are held across yields.

use super::body::Body;
use super::scope::Mark;
use super::statements::Statement;
use super::types::Type;

/// How a variable of a type is borrowed, and how the borrow is used at the end.
const SHARED: [(Type, &str, &str); 21] = [
    (Type::Numbers, "&@", "length(#.len())"),
    (
        Type::Numbers,
        "@.as_slice()",
        "#.iter().map(|n| n % 100).sum::<u32>()",
    ),
    (Type::Numbers, "@.first()", "#.copied().unwrap_or(1)"),
    (Type::Numbers, "@.last()", "#.map_or(0, |n| n % 9)"),
    (Type::Numbers, "@.get(1)", "#.is_some()"),
    (Type::Numbers, "&@[@.len() / 2..]", "length(#.len())"),
    (Type::Texts, "&@", "length(#.len())"),
    (
        Type::Texts,
        "@.iter().max_by_key(|text| text.len())",
        "#.is_some()",
    ),
    (
        Type::Texts,
        "@.first().map(String::as_str)",
        "#.unwrap_or(\"none\")",
    ),
    (Type::Texts, "@.last()", "#.cloned().unwrap_or_default()"),
    (Type::Text, "&@", "#.to_uppercase()"),
    (Type::Text, "@.as_str()", "#.trim()"),
    (Type::Text, "@.trim()", "#.len()"),
    (Type::Text, "@.chars().next()", "#.is_some()"),
    (Type::MaybeText, "@.as_deref()", "#.unwrap_or(\"none\")"),
    (
        Type::MaybeText,
        "@.as_ref()",
        "#.map_or(0, |text| text.len())",
    ),
    (Type::MaybeText, "&@", "#.is_some()"),
    (Type::Pair, "&@.1", "#.len()"),
    (Type::Item, "&@.name", "#.len()"),
    (Type::Item, "&@", "#.size()"),
    (Type::Item, "@.tags.as_slice()", "length(#.len())"),
];

/// How a variable of a type is borrowed mutably, and how the borrow is used twice.
const EXCLUSIVE: [(Type, &str, &str); 7] = [
    (Type::Numbers, "&mut @", "#.push({})"),
    (Type::Texts, "&mut @", "#.push({}.to_string())"),
    (Type::U32, "&mut @", "*# = *# % 50 + {} % 50"),
    (
        Type::Text,
        "&mut @",
        "#.push_str(if {} > 3 { \"m\" } else { \"n\" })",
    ),
    (Type::Item, "&mut @.id", "*# = *# % 50 + {} % 50"),
    (Type::Item, "&mut @.tags", "#.push({})"),
    (Type::Pair, "&mut @.0", "*# = *# % 50 + {} % 50"),
];

/// How a `for` loop can borrow a variable: the iterator, its pattern, and a number made of what that binds.
const ITERATORS: [(Type, &str, &str, &str); 22] = [
    (Type::Numbers, "&@", "one", "*one"),
    (Type::Numbers, "@.iter()", "&one", "one"),
    (
        Type::Numbers,
        "@.iter().enumerate()",
        "(at, one)",
        "one ^ length(at)",
    ),
    (Type::Numbers, "@.iter().rev()", "one", "*one"),
    (Type::Numbers, "@.iter().copied().skip(1)", "one", "one"),
    (
        Type::Numbers,
        "@.iter().take(3).enumerate().rev()",
        "(at, &one)",
        "one ^ length(at)",
    ),
    (
        Type::Numbers,
        "@.iter().zip(2_u32..)",
        "(one, other)",
        "one ^ other",
    ),
    (Type::Numbers, "@.iter().step_by(2)", "one", "*one"),
    (Type::Numbers, "@.iter().chain(&[7, 8])", "one", "*one"),
    (Type::Numbers, "@.windows(2)", "two", "two[0] ^ two[1]"),
    (Type::Numbers, "@.chunks(2)", "some", "length(some.len())"),
    (Type::Numbers, "@.iter().map(|n| n % 7)", "one", "one"),
    (Type::Numbers, "@.iter().filter(|n| **n > 2)", "one", "*one"),
    (Type::Texts, "&@", "one", "length(one.len())"),
    (
        Type::Texts,
        "@.iter().enumerate()",
        "(at, one)",
        "length(one.len()) + length(at)",
    ),
    (
        Type::Texts,
        "@.iter().skip_while(|text| text.is_empty())",
        "one",
        "length(one.len())",
    ),
    (
        Type::Texts,
        "@.iter().map(String::as_str)",
        "one",
        "length(one.len())",
    ),
    (Type::Text, "@.chars()", "one", "u32::from(one)"),
    (
        Type::Text,
        "@.char_indices()",
        "(at, one)",
        "u32::from(one) + length(at)",
    ),
    (Type::Text, "@.bytes()", "one", "u32::from(one)"),
    (Type::Text, "@.split(' ')", "one", "length(one.len())"),
    (Type::Item, "@.tags.iter()", "one", "*one"),
];

/// Iterators that need no variable.
const OWNED: [(&str, &str, &str); 7] = [
    ("(0..3).rev()", "one", "one"),
    ("(1_u32..=4).step_by(2)", "one", "one"),
    (
        "('a'..'c').enumerate()",
        "(at, one)",
        "u32::from(one) + length(at)",
    ),
    (
        "vec![4, 5].into_iter().enumerate()",
        "(at, one)",
        "one ^ length(at)",
    ),
    ("(0..6).filter(|n| n % 2 == 1)", "one", "one"),
    ("(0..2).flat_map(|n| [n, n + 10])", "one", "one"),
    ("(0..9).take_while(|n| *n < 3).map(|n| n * 2)", "one", "one"),
];

impl Body<'_> {
    fn borrowable(&mut self, kind: Type) -> Option<Mark> {
        self.any_readable(kind)
    }

    /// A borrow that is used after a few statements, which may yield.
    pub fn borrow(&mut self, depth: u32) -> String {
        if self.pure > 0 {
            return String::new();
        }
        match self.dice.below(10) {
            0..5 => self.shared(depth),
            5..7 => self.exclusive(depth),
            7 => self.literal_borrow(depth),
            8 => self.borrowed_match(depth),
            _ => self.borrowing_closure(depth),
        }
    }

    fn shared(&mut self, depth: u32) -> String {
        let (kind, borrow, usage) = *self.dice.pick(&SHARED);
        let Some(mark) = self.borrowable(kind) else {
            return self.literal_borrow(depth);
        };
        let (place, name) = (self.name_of(mark), self.own_name("view"));
        let between = self.frozen(mark, |body| body.some(depth));
        let (borrow, usage) = (borrow.replace('@', &place), usage.replace('#', &name));
        format!("let {name} = {borrow};\n{between}log({usage});")
    }

    fn exclusive(&mut self, depth: u32) -> String {
        let (kind, borrow, usage) = *self.dice.pick(&EXCLUSIVE);
        let Some(mark) = self.any_changeable(kind) else {
            return self.shared(depth);
        };
        let (place, name) = (self.name_of(mark), self.own_name("sink"));
        self.scopes.get(mark).pinned = true;
        self.scopes.get(mark).locked = true;
        let between = self.some(depth);
        let value = self.operand(Type::U32, 1);
        self.scopes.get(mark).locked = false;
        self.scopes.get(mark).pinned = false;
        let (borrow, usage) = (
            borrow.replace('@', &place),
            usage.replace('#', &name).replace("{}", &value),
        );
        format!("let {name} = {borrow};\n{between}{usage};\nlog(format!(\"{{:?}}\", {name}));")
    }

    fn literal_borrow(&mut self, depth: u32) -> String {
        let name = self.own_name("unit");
        let condition = self.purely(|body| body.value(Type::Bool, 1));
        let literal = if self.dice.chance(50) {
            "\"kg\"".to_owned()
        } else {
            format!("if {condition} {{ \"kg\" }} else {{ \"lb\" }}")
        };
        let between = self.some(depth);
        format!("let {name} = {literal};\n{between}log({name});")
    }

    /// A `match`, `if let` or `let else` on a borrow.
    fn borrowed_match(&mut self, depth: u32) -> String {
        let (kind, head, usage) = *self.dice.pick(&[
            (Type::MaybeText, "if let Some(inner) = &@", "inner.len()"),
            (
                Type::MaybeText,
                "if let Some(inner) = @.as_deref()",
                "inner.trim()",
            ),
            (
                Type::Item,
                "if let Item { name: inner, id: 1.., .. } = &@",
                "inner.len()",
            ),
            (
                Type::Kind,
                "if let Kind::Named { name: inner, .. } = &@",
                "inner.len()",
            ),
            (Type::Numbers, "if let [inner, ..] = @.as_slice()", "*inner"),
            (
                Type::Numbers,
                "if let Some(inner) = @.iter().max()",
                "inner",
            ),
            (
                Type::Texts,
                "if let [inner] | [inner, _, ..] = @.as_slice()",
                "inner.len()",
            ),
        ]);
        let Some(mark) = self.borrowable(kind) else {
            return self.literal_borrow(depth);
        };
        let head = head.replace('@', &self.name_of(mark));
        let declared = self.scopes.mark();
        let between = self.frozen(mark, |body| {
            body.alternatives(2, |body, index| match index {
                0 => (body.some(depth), false),
                _ => (String::new(), false),
            })
        });
        self.scopes.leave(declared);
        format!("{head} {{\n{}log({usage});\n}}", between[0])
    }

    fn borrowing_closure(&mut self, depth: u32) -> String {
        let Some(mark) = self.borrowable(Type::Texts) else {
            return self.literal_borrow(depth);
        };
        let (place, name) = (self.name_of(mark), self.own_name("count"));
        let between = self.frozen(mark, |body| body.some(depth));
        format!(
            "let {name} = |n: u32| n % 10 + length({place}.len());\nlog({name}(1));\n{between}log({name}(2));"
        )
    }

    /// A `for` loop over an iterator that borrows, or over one with adapters; or an iterator held in a variable.
    pub fn borrowing_loop(&mut self, depth: u32) -> Statement {
        let (kind, iterator, pattern, number) = *self.dice.pick(&ITERATORS);
        let Some(mark) = self.borrowable(kind).filter(|_| self.dice.chance(75)) else {
            let (iterator, pattern, number) = *self.dice.pick(&OWNED);
            return Statement::new(self.over(iterator, pattern, number, depth));
        };
        let iterator = iterator.replace('@', &self.name_of(mark));
        Statement::new(self.frozen(mark, |body| body.over(&iterator, pattern, number, depth)))
    }

    fn over(&mut self, iterator: &str, pattern: &str, number: &str, depth: u32) -> String {
        let counter = self.own_name("k");
        let element = self.own_name("one");
        let (label, inside) = self.turns(depth, &[(element.clone(), Type::U32)]);
        let inside = format!(
            "{counter} += 1;\nif {counter} > 4 {{\nbreak;\n}}\nlet {element} = {number};\n{inside}"
        );
        if self.dice.chance(20) {
            let held = self.own_name("held");
            return format!(
                "let mut {counter} = 0;\nlet mut {held} = {iterator};\n{label}while let Some({pattern}) = {held}.next() {{\n{inside}}}"
            );
        }
        format!("let mut {counter} = 0;\n{label}for {pattern} in {iterator} {{\n{inside}}}")
    }
}
