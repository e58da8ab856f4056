//! Let chains in `if` and `while` whose bodies or conditions suspend.

use tests::*;

program! {
    mod in_if;

    #[resumable(yield = u32, resume = u32)]
    fn chained(a: Option<u32>, b: Result<u32, String>) -> u32 {
        if let Some(x) = a
            && x > 1
            && let Ok(y) = b
        {
            yield_!(x);
            yield_!(y);
            x * y
        } else if let Some(x) = a && yield_!(x) > 5 {
            x
        } else {
            yield_!(100)
        }
    }

    check chained(Some(2), Ok(3)) => [0, 0];
    check chained(Some(2), Err("e".to_owned())) => [6];
    check chained(Some(1), Ok(3)) => [5, 7];
    check chained(None, Ok(3)) => [8];
}

program! {
    mod in_while;

    #[resumable(yield = u32, resume = bool)]
    fn chained(mut stack: Vec<Option<u32>>) -> usize {
        while let Some(top) = stack.pop()
            && let Some(n) = top
            && yield_!(n)
        {
            if n > 2 {
                stack.push(Some(n / 2));
            }
        }
        stack.len()
    }

    check chained(vec![Some(1), None, Some(9)]) => [true; 9];
    check chained(vec![Some(1), Some(2), Some(9)]) => [true, true, false];
}

program! {
    mod with_yields_between;

    #[resumable(yield = &'static str, resume = Option<String>)]
    fn login() -> Option<String> {
        if let Some(name) = yield_!("name")
            && !name.is_empty()
            && let Some(word) = yield_!("password")
            && word.len() > name.len()
        {
            yield_!("welcome");
            Some(name + &word)
        } else {
            None
        }
    }

    check login() => [Some("ada".to_owned()), Some("secret".to_owned()), None];
    check login() => [Some(String::new())];
    check login() => [Some("ada".to_owned()), Some("x".to_owned())];
    check login() => [None];
}
