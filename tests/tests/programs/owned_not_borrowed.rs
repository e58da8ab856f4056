//! Values that look as if they were borrowed, and are owned: they are saved; and methods of other types with the names of std's.

use serde::{Deserialize, Serialize};
use tests::*;

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Stack {
    items: Vec<u32>,
}

impl std::ops::Deref for Stack {
    type Target = Vec<u32>;
    fn deref(&self) -> &Vec<u32> {
        &self.items
    }
}

impl Stack {
    fn iter(&self) -> std::iter::Rev<std::slice::Iter<'_, u32>> {
        self.items.iter().rev()
    }
    fn first(&self) -> Option<&u32> {
        log("first");
        self.items.last()
    }
    fn get(&self, i: usize) -> u32 {
        log(format!("get {i}"));
        self.items[i] * 100
    }
}

impl<'a> IntoIterator for &'a Stack {
    type Item = &'a u32;
    type IntoIter = std::iter::Rev<std::slice::Iter<'a, u32>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Text {
    inner: String,
    calls: u32,
}

impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.inner
    }
}

impl Text {
    fn chars(&self) -> impl Iterator<Item = char> + '_ {
        self.inner.chars().map(|c| c.to_ascii_uppercase())
    }
    fn split(&self, _: char) -> std::vec::IntoIter<String> {
        vec![self.inner.clone()].into_iter()
    }
    fn trim(&self) -> String {
        log("trim");
        self.inner.trim().to_owned()
    }
    fn next(&mut self) -> Option<u32> {
        self.calls += 1;
        log("next");
        (self.calls < 4).then_some(self.calls)
    }
    fn find(&mut self, c: char) -> Option<usize> {
        self.calls += 1;
        log("find");
        self.inner.find(c)
    }
    fn get_mut(&mut self) -> &mut u32 {
        self.calls += 1;
        &mut self.calls
    }
    fn last(&mut self) -> u32 {
        self.calls += 1;
        self.calls
    }
}

const TABLE: &[(&str, u32)] = &[("a", 1), ("b", 2)];

static LAZY: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| words("l0 l1"));

program! {
    mod user_get_owned;

    #[resumable(yield = u32)]
    fn go(s: Stack) -> u32 {
        let x = s.get(1);
        yield_!(x);
        x
    }
    check go(Stack { items: vec![1, 2, 3] });
}

program! {
    mod user_trim_owned;

    #[resumable(yield = String)]
    fn go(t: Text) -> String {
        let s = t.trim();
        yield_!(s.clone());
        s
    }
    check go(Text { inner: " a b".to_owned(), calls: 0 });
}

program! {
    mod user_next;

    #[resumable(yield = u32)]
    fn go(mut t: Text) -> u32 {
        let mut s = 0;
        while let Some(n) = t.next() {
            yield_!(n);
            s += n;
        }
        s + t.calls
    }
    check go(Text { inner: " a b".to_owned(), calls: 0 });
}

program! {
    mod take_and_replace;

    #[resumable(yield = String)]
    fn go(mut o: Option<String>, mut v: Vec<u32>) -> String {
        let s = o.take();
        yield_!(format!("{s:?}{o:?}"));
        let old = o.replace("new".to_owned());
        yield_!(format!("{old:?}"));
        let got = o.get_or_insert_with(|| "x".to_owned()).clone();
        yield_!(got.clone());
        let last = v.pop();
        yield_!(format!("{last:?}"));
        let first = (!v.is_empty()).then(|| v.remove(0));
        yield_!(format!("{first:?}"));
        let head: Vec<u32> = v.drain(..1).collect();
        yield_!(format!("{head:?}"));
        let taken = std::mem::take(&mut v);
        yield_!(format!("{taken:?}"));
        format!("{s:?}{o:?}{last:?}{first:?}{v:?}{taken:?}{head:?}{got}{old:?}")
    }
    check go(Some("a".to_owned()), vec![1, 2, 3, 4]);
}

program! {
    mod owned_or_borrowed_by_unwrap;

    #[resumable(yield = String)]
    fn go(o: Option<String>, p: Option<Vec<u32>>, r: Result<u32, String>) -> Result<usize, String> {
        let s = o.unwrap_or_default();
        yield_!(s.clone());
        let v = p.ok_or_else(|| {
            log("none");
            "none".to_owned()
        })?;
        yield_!(format!("{v:?}"));
        let n = r.or_else(|e| {
            log("err");
            if e.is_empty() {
                Err(e)
            } else {
                Ok::<u32, String>(1)
            }
        })?;
        yield_!(n.to_string());
        Ok(s.len() + v.len() + n as usize)
    }
    check go(Some("a".to_owned()), Some(vec![1]), Ok(3));
    check go(None, Some(vec![1]), Err("e".to_owned()));
    check go(None, None, Err("e".to_owned()));
    check go(None, Some(vec![]), Err(String::new()));
}

program! {
    mod owned_by_unwrap;

    #[resumable(yield = String)]
    fn go(o: Option<String>) -> usize {
        let s = o.unwrap();
        yield_!(s.clone());
        s.len()
    }
    check go(Some("a".to_owned()));
}

program! {
    mod owned_by_unwrap_or;

    #[resumable(yield = String)]
    fn go(o: Option<String>) -> usize {
        let s = o.unwrap_or_default();
        yield_!(s.clone());
        s.len()
    }
    check go(Some("a".to_owned()));
}

program! {
    mod owned_question_mark;

    #[resumable(yield = String)]
    fn go(o: Option<String>) -> Option<usize> {
        let s = o?;
        yield_!(s.clone());
        Some(s.len())
    }
    check go(Some("a".to_owned()));
}

program! {
    mod owned_ok_or;

    #[resumable(yield = String)]
    fn go(o: Option<String>) -> Result<usize, String> {
        let s = o.ok_or("none")?;
        yield_!(s.clone());
        Ok(s.len())
    }
    check go(Some("a".to_owned()));
}

program! {
    mod owned_last;

    #[resumable(yield = u32)]
    fn go(v: Vec<u32>) -> u32 {
        let d = v.into_iter().last().unwrap();
        yield_!(d);
        d
    }
    check go(vec![1, 2]);
}

program! {
    mod owned_if_let;

    #[resumable(yield = String)]
    fn go(o: Option<String>, r: Result<String, u32>) -> usize {
        let mut n = 0;
        if let Some(s) = o {
            yield_!(s.clone());
            n += s.len();
        }
        match r.ok() {
            Some(s) => {
                yield_!(s.clone());
                n += s.len();
            }
            None => {}
        }
        n
    }
    check go(Some("a".to_owned()), Ok("b".to_owned()));
}

program! {
    mod owned_expect_of_a_call;

    #[resumable(yield = String)]
    fn go(mut v: Vec<String>) -> usize {
        let s = v.pop().expect("one");
        yield_!(s.clone());
        let t = v.pop().unwrap_or_default();
        yield_!(t.clone());
        s.len() + t.len()
    }
    check go(words("a b"));
}

program! {
    mod owned_tuple_field_of_call;

    #[resumable(yield = String)]
    fn go(text: String) -> usize {
        let (a, b) = (text.clone(), text.len());
        yield_!(a.clone());
        let c = (a, b).0;
        yield_!(c.clone());
        c.len() + b
    }
    check go("ab".to_owned());
}

program! {
    mod noisy_options;

    #[resumable(yield = String)]
    fn go(o: Option<Noisy>) -> usize {
        let s = o.as_ref().unwrap();
        yield_!(s.name().to_owned());
        let n = s.name().len();
        let t = o
            .map(|n| {
                log("moved");
                n
            })
            .unwrap();
        yield_!(t.name().to_owned());
        drop(t);
        n
    }
    check go(Some(noisy("a")));
}

program! {
    mod copy_struct_from_get;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    struct P {
        x: u32,
        y: u32,
    }
    #[resumable(yield = u32)]
    fn go(mut v: Vec<P>) -> u32 {
        let p = v[0];
        v[0].x = 100;
        yield_!(p.x);
        let P { x, y } = v[0];
        v.clear();
        yield_!(x);
        let first = v.first().copied().unwrap_or(p);
        v.push(P { x: 7, y: 8 });
        yield_!(first.x);
        p.x + x + y + first.y + v[0].x
    }
    check go(vec![P { x: 1, y: 2 }]);
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
