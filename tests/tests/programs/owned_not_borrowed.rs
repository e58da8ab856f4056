//! Values that look as if they were borrowed, and are owned: they are saved; and methods of other types with the names of std's.

use serde::{Deserialize, Serialize};
use tests::*;

use crate::fixtures::words;

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
    mod if_let_else_if;

    #[resumable(yield = String)]
    fn go(a: Option<String>, b: Result<Vec<u32>, String>) -> usize {
        if let Some(s) = &a
            && s.len() > 1
        {
            yield_!(s.clone());
            s.len()
        } else if let Ok(list) = &b {
            for x in list {
                yield_!(x.to_string());
            }
            list.len()
        } else if let Err(e) = b.as_ref() {
            yield_!(e.clone());
            e.len() * 10
        } else {
            0
        }
    }
    check snapshots of go(Some("ab".to_owned()), Ok(vec![])) => [(), ()];
}

program! {
    mod cursor_struct;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Cursor {
        text: String,
        at: usize,
    }
    impl Cursor {
        fn rest(&self) -> &str {
            &self.text[self.at..]
        }
        fn word(&mut self) -> Option<String> {
            let rest = self.rest().trim_start();
            let word = rest.split(' ').next().filter(|w| !w.is_empty())?.to_owned();
            self.at = self.text.len() - rest.len() + word.len();
            Some(word)
        }
    }
    #[resumable(yield = String)]
    fn go(mut c: Cursor) -> usize {
        let mut n = 0;
        while let Some(word) = c.word() {
            yield_!(word.clone());
            let rest = &c.text[c.at..];
            yield_!(rest.to_owned());
            n += word.len() + rest.len();
        }
        n
    }
    check go(Cursor { text: "a bb  c".to_owned(), at: 0 });
}

program! {
    mod two_mutables_of_struct;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Game {
        board: Vec<u32>,
        log: Vec<String>,
        turn: u32,
    }
    #[resumable(yield = String, resume = usize)]
    fn play(mut game: Game) -> Game {
        let Game { board, log, turn } = &mut game;
        loop {
            let at = yield_!(format!("{board:?} {turn}"));
            let Some(cell) = board.get_mut(at) else {
                log.push(format!("bad {at}"));
                break;
            };
            if *cell > 0 {
                log.push(format!("taken {at}"));
                yield_!("taken".to_owned());
                continue;
            }
            *cell = *turn;
            *turn += 1;
            let left = board.iter().filter(|c| **c == 0).count();
            log.push(format!("{left} left"));
            if left == 0 {
                break;
            }
        }
        game
    }
    check play(Game { board: vec![0, 0, 0], log: vec![], turn: 1 }) => [0, 0, 9, 1, 2];
    check play(Game { board: vec![0, 0, 0], log: vec![], turn: 1 }) => [0, 7];
}
