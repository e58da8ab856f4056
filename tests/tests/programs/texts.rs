//! Variables that hold one of the texts of the program.

use std::collections::BTreeMap;

use tests::*;

use crate::fixtures::words;

const TABLE: &[(&str, u32)] = &[("a", 1), ("b", 2)];

static LAZY: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| words("l0 l1"));

program! {
    mod cow_and_asref;

    use std::borrow::Cow;
    #[resumable(yield = String)]
    fn go(s: String) -> usize {
        let c: Cow<'static, str> = if s.is_empty() {
            Cow::Borrowed("none")
        } else {
            Cow::Owned(s.clone())
        };
        yield_!(c.to_string());
        let r: &str = s.as_ref();
        yield_!(r.to_owned());
        let b: &[u8] = s.as_ref();
        yield_!(b.len().to_string());
        let d: &str = &s;
        yield_!(d.to_owned());
        c.len() + r.len() + b.len() + d.len()
    }
    check go("ab".to_owned());
    check go(String::new());
}

program! {
    mod generic_as_ref;

    #[resumable(yield = String)]
    fn go<T: AsRef<str> + resumable::Live>(t: T) -> usize {
        let s = t.as_ref();
        yield_!(s.to_owned());
        s.len()
    }
    check go("ab".to_owned());
}

program! {
    mod err_and_ok;

    #[resumable(yield = String)]
    fn go(r: Result<String, Vec<u32>>) -> usize {
        match &r {
            Ok(s) => {
                yield_!(s.clone());
                s.len()
            }
            Err(e) => {
                for x in e {
                    yield_!(x.to_string());
                }
                e.len()
            }
        }
    }
    check go(Ok("a".to_owned()));
    check go(Err(vec![1, 2]));
}

program! {
    mod result_as_ref_err;

    #[resumable(yield = String)]
    fn go(r: Result<String, String>) -> usize {
        let n = match r.as_ref() {
            Ok(s) => s.len(),
            Err(_) => 0,
        };
        let e = r.as_ref().err();
        yield_!(format!("{e:?}"));
        let s = r.as_deref().unwrap_or_else(|e| e.as_str());
        yield_!(s.to_owned());
        if let Err(e) = &r {
            yield_!(e.clone());
            return e.len();
        }
        n + s.len()
    }
    check go(Ok("a".to_owned()));
    check go(Err("bcd".to_owned()));
}

program! {
    mod texts_for_array;

    #[resumable(yield = String)]
    fn go() -> String {
        let mut out = String::new();
        for name in ["a", "b", "c"] {
            yield_!(name.to_owned());
            out += name;
        }
        for (k, v) in [("x", 1), ("y", 2)] {
            yield_!(format!("{k}{v}"));
            out += k;
        }
        for name in &["d", "e"] {
            yield_!(name.to_string());
            out += name;
        }
        out
    }
    check go();
}

program! {
    mod texts_for_local_array;

    #[resumable(yield = String)]
    fn go() -> String {
        let mut out = String::new();
        let names = ["f", "g"];
        for (i, name) in names.iter().enumerate() {
            yield_!(name.to_string());
            out += name;
            out += &i.to_string();
        }
        out
    }
    check go();
}

program! {
    mod option_text_lookup;

    #[resumable(yield = String)]
    fn go(names: Vec<String>) -> String {
        let mut out = String::new();
        for name in &names {
            let found = TABLE
                .iter()
                .find(|(k, _)| k == name)
                .map(|(_, v)| *v)
                .unwrap_or(0);
            let label = match found {
                0 => "none",
                1 => "one",
                _ => "many",
            };
            yield_!(format!("{name} {label}"));
            out += label;
            let kind: &'static str = if found > 1 { "big" } else { "small" };
            yield_!(kind.to_owned());
            out += kind;
        }
        out
    }
    check go(words("b x a"));
}

program! {
    mod associated_constants;

    trait Named {
        const NAME: &'static str;
        const LIST: &'static [u32];
    }
    struct A;
    impl Named for A {
        const NAME: &'static str = "A";
        const LIST: &'static [u32] = &[1, 2];
    }
    #[resumable(yield = String)]
    fn go<T: Named + 'static>(n: u32) -> String {
        let name = T::NAME;
        yield_!(name.to_owned());
        let mut sum = n;
        for x in T::LIST {
            yield_!(x.to_string());
            sum += x;
        }
        for x in T::LIST.iter().rev() {
            yield_!(x.to_string());
            sum += x;
        }
        format!("{name}{sum}")
    }
    check go::<A>(3);
}

program! {
    mod table_lookup_with_changing_key;

    const TABLE: &[(&str, u32)] = &[("a", 1), ("b", 2)];
    #[resumable(yield = String)]
    fn go(names: Vec<String>) -> u32 {
        let mut sum = 0;
        for name in &names {
            let Some((key, n)) = TABLE.iter().find(|(key, _)| key == name) else {
                yield_!(format!("no {name}"));
                continue;
            };
            yield_!(format!("{key}{n}"));
            sum += n;
        }
        sum
    }
    check go(words("b c a"));
}

program! {
    mod text_in_inner_scope_of_the_same_name;

    #[resumable(yield = String)]
    fn go(c: bool) -> String {
        let mut s = "a";
        {
            let mut s = "inner";
            if c {
                s = "changed";
            }
            yield_!(s.to_owned());
            yield_!(s.len().to_string());
        }
        if c {
            s = "z";
        }
        yield_!(s.to_owned());
        s.to_owned()
    }
    check go(true);
    check go(false);
}

program! {
    mod text_passed_on_then_source_changes;

    #[resumable(yield = String)]
    fn go(c: bool) -> String {
        let mut s = "a";
        let t = s;
        s = "b";
        let u = s;
        if c {
            s = "c";
        }
        let w = if c { s } else { t };
        yield_!(format!("{t}{u}{w}"));
        format!("{s}{t}{u}{w}")
    }
    check go(true);
    check go(false);
}

program! {
    mod lazy_static_by_reference;

    #[resumable(yield = String)]
    fn go() -> String {
        let mut out = String::new();
        for n in &*LAZY {
            yield_!(n.to_string());
            out += n;
        }
        out
    }
    check go();
}

program! {
    mod match_text;

    #[resumable(yield = String)]
    fn go(text: String, n: u32) -> usize {
        let a = match text.as_str() {
            "x" => 1,
            other => {
                yield_!(other.to_owned());
                other.len()
            }
        };
        let b = match &*text {
            t if t.is_empty() => 0,
            t => {
                yield_!(t.to_uppercase());
                t.len() * 2
            }
        };
        match &text[..] {
            "stop" => {
                yield_!("stop".to_owned());
            }
            t @ ("go" | "run") => {
                yield_!(t.to_owned());
                yield_!(format!("{t}{n}"));
            }
            t => {
                yield_!(format!("other {t}"));
                return t.len();
            }
        }
        a + b
    }
    check go("go".to_owned(), 1);
    check go("".to_owned(), 1);
    check go("zz".to_owned(), 1);
}

program! {
    mod match_words;

    #[resumable(yield = String)]
    fn go(line: String) -> usize {
        let parts: Vec<String> = line.split(' ').map(String::from).collect();
        match &parts[..] {
            [cmd, key] if cmd == "get" => {
                yield_!(key.clone());
                key.len()
            }
            [cmd, key, rest @ ..] if cmd == "set" => {
                yield_!(format!("{key}{rest:?}"));
                for r in rest {
                    yield_!(r.clone());
                }
                key.len() + rest.len()
            }
            [first, .., last] => {
                yield_!(format!("{first}{last}"));
                first.len()
            }
            [] | [_] => {
                yield_!("?".to_owned());
                0
            }
        }
    }
    check go("get a".to_owned());
    check go("set a b c".to_owned());
    check go("q r s".to_owned());
    check go("q".to_owned());
}

program! {
    mod word_count_owned;

    #[resumable(yield = (String, u32))]
    fn go(text: String) -> u32 {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for line in text.lines() {
            for word in line
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
            {
                let count = counts.entry(word.to_lowercase()).or_insert(0);
                *count += 1;
                yield_!((word.to_owned(), *count));
            }
        }
        let mut total = 0;
        for (_, count) in counts {
            yield_!((String::new(), count));
            total += count;
        }
        total
    }
    check go("a b, A\n c".to_owned());
}

program! {
    mod constants_in_turn;

    const FAST: u32 = 1;
    const SLOW: u32 = 2;
    const NAME: &str = "n";

    #[resumable(yield = u32)]
    fn f(c: bool) -> String {
        let mut mode = FAST;
        let mut name = NAME;
        if c { mode = SLOW; name = "other"; }
        yield_!(mode);
        let by = if c { FAST } else { SLOW };
        yield_!(by);
        format!("{mode}{by}{name}")
    }
    check f(true);
    check f(false);
}
