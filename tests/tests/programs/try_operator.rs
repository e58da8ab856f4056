//! `?` on `Result` and `Option`, on aliases of them, with conversions, and hidden in macros.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod on_result;

    fn half(n: u32) -> Result<u32, String> {
        if n % 2 == 0 { Ok(n / 2) } else { Err(format!("{n} is odd")) }
    }

    #[resumable(yield = u32)]
    fn halve(mut n: u32) -> Result<u32, String> {
        loop {
            n = half(n)?;
            yield_!(n);
            if n == 1 {
                return Ok(n);
            }
        }
    }

    check halve(8);
    check halve(12);
    check halve(7 * 2);
}

program! {
    mod on_option;

    #[resumable(yield = u32)]
    fn climb(steps: Vec<u8>) -> Option<u8> {
        let mut height = 0_u8;
        for step in steps {
            height = height.checked_add(step)?;
            yield_!(u32::from(height));
        }
        let last = height.checked_sub(100)?;
        yield_!(1000);
        Some(last)
    }

    check climb(vec![100, 100, 50]);
    check climb(vec![100, 100, 100]);
    check climb(vec![10]);
}

program! {
    mod on_the_resume_value;

    #[resumable(yield = String, resume = Result<String, u16>)]
    fn fetch(urls: Vec<String>) -> Result<usize, u16> {
        let mut total = 0;
        for url in urls {
            let body = yield_!(url)?;
            total += body.len();
            total += yield_!(body)?.len();
        }
        Ok(total)
    }

    check fetch(vec!["a".to_owned(), "b".to_owned()]) => ["x", "yy", "zzz", "w"].map(|s| Ok(s.to_owned()));
    check fetch(vec!["a".to_owned(), "b".to_owned()]) => [Ok("x".to_owned()), Ok(String::new()), Err(404)];
    check fetch(vec!["a".to_owned()]) => [Err(500)];
}

program! {
    mod converts_errors;

    #[derive(Debug, PartialEq)]
    enum Error {
        Parse(std::num::ParseIntError),
        Remote(u16),
        Text(String),
    }

    impl From<std::num::ParseIntError> for Error {
        fn from(error: std::num::ParseIntError) -> Self {
            Error::Parse(error)
        }
    }

    impl From<u16> for Error {
        fn from(code: u16) -> Self {
            Error::Remote(code)
        }
    }

    impl From<&str> for Error {
        fn from(text: &str) -> Self {
            Error::Text(text.to_owned())
        }
    }

    #[resumable(yield = i32, resume = Result<String, u16>)]
    fn convert() -> Result<i32, Error> {
        let first: i32 = yield_!(1)?.parse()?;
        let second = yield_!(first)?.parse::<i32>()?;
        if second == 0 {
            Err("division by zero")?;
        }
        let third = first.checked_div(second).ok_or("overflow")?;
        yield_!(third)?;
        Ok(third)
    }

    check convert() => [Ok("12".to_owned()), Ok("4".to_owned()), Ok(String::new())];
    check convert() => [Ok("12".to_owned()), Ok("0".to_owned()), Ok(String::new())];
    check convert() => [Ok("x".to_owned())];
    check convert() => [Ok("1".to_owned()), Err(7)];
    check convert() => [Ok(i32::MIN.to_string()), Ok("-1".to_owned())];
}

program! {
    mod alias_of_result;

    #[derive(Debug)]
    struct Error(u32);
    type Result<T, E = Error> = std::result::Result<T, E>;

    fn check_limit(n: u32) -> Result<u32> {
        if n < 10 { Ok(n) } else { Err(Error(n)) }
    }

    #[resumable(yield = u32, resume = u32)]
    fn aliased() -> Result<String> {
        let mut sum = 0;
        while sum < 20 {
            sum += check_limit(yield_!(sum))?;
        }
        Ok(sum.to_string())
    }

    #[resumable(yield = u32, resume = u32)]
    fn unit() -> Result<()> {
        let text = aliased().await?;
        check_limit(text.len() as u32)?;
        Ok(())
    }

    check aliased() => [5, 9, 8];
    check aliased() => [5, 19];
    check unit() => [9, 9, 9];
    check unit() => [99];
}

program! {
    mod alias_of_option;

    type Maybe = Option<(u32, String)>;

    #[resumable(yield = u32, resume = Maybe)]
    fn aliased() -> Maybe {
        let (n, mut text) = yield_!(0)?;
        let (m, more) = yield_!(n)?;
        text += &more;
        Some((n + m, text))
    }

    check aliased() => [Some((1, "a".to_owned())), Some((2, "b".to_owned()))];
    check aliased() => [Some((1, "a".to_owned())), None];
}

program! {
    mod returned_results_are_values_too;

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn passed_on(n: u32) -> Result<u32, String> {
        let answer = yield_!(n);
        match answer {
            Ok(value) if value > 5 => return Ok(value),
            Err(error) if error.is_empty() => return Err("empty".to_owned()),
            _ => {}
        }
        yield_!(n + 1)?;
        answer
    }

    #[resumable(yield = u32, resume = Result<u32, String>)]
    fn delegated() -> Result<u32, String> {
        let first = passed_on(1).await;
        let second = passed_on(2).await?;
        first.map(|n| n + second)
    }

    check passed_on(1) => [Ok(6)];
    check passed_on(1) => [Ok(5), Ok(1)];
    check passed_on(1) => [Err("x".to_owned()), Ok(0)];
    check passed_on(1) => [Err(String::new())];
    check delegated() => [Ok(6), Ok(7)];
    check delegated() => [Err("x".to_owned()), Ok(0), Ok(7)];
    check delegated() => [Ok(6), Err("x".to_owned()), Err("y".to_owned())];
}

program! {
    mod option_of_option_and_result_of_result;

    #[resumable(yield = u32, resume = Option<Option<u32>>)]
    fn options() -> Option<Option<u32>> {
        let inner = yield_!(1)?;
        let Some(n) = inner else {
            return Some(None);
        };
        yield_!(n)?;
        Some(yield_!(n + 1)?)
    }

    #[resumable(yield = u32, resume = Result<Result<u32, String>, u8>)]
    fn results() -> Result<Result<u32, String>, u8> {
        let n = match yield_!(1)? {
            Ok(n) => n,
            inner => return Ok(inner),
        };
        Ok(Ok(n + yield_!(n)?.unwrap_or(100)))
    }

    check options() => [Some(Some(1)), Some(None), Some(Some(3))];
    check options() => [Some(None)];
    check options() => [Some(Some(1)), None];
    check results() => [Ok(Ok(1)), Ok(Ok(2))];
    check results() => [Ok(Ok(1)), Ok(Err("x".to_owned()))];
    check results() => [Ok(Err("x".to_owned()))];
    check results() => [Err(7)];
}

program! {
    mod in_every_block;

    #[derive(Debug, Serialize, Deserialize)]
    enum Job {
        Check(Option<u32>),
        Repeat(Vec<Option<u32>>),
    }

    #[resumable(yield = u32, resume = Option<u32>)]
    fn run(jobs: Vec<Job>) -> Option<u32> {
        let mut total = 0;
        for job in jobs {
            total += match job {
                Job::Check(value) => {
                    let value = value?;
                    if yield_!(value)? > 10 { yield_!(value + 1)? } else { value }
                }
                Job::Repeat(values) => {
                    let mut best = None;
                    for value in values {
                        best = best.max(Some(value? + yield_!(total)?));
                    }
                    best?
                }
            };
        }
        Some(total)
    }

    check run(vec![Job::Check(Some(1)), Job::Repeat(vec![Some(2), Some(3)])]) => [Some(11), Some(5), Some(6), Some(7)];
    check run(vec![Job::Check(Some(1)), Job::Repeat(vec![])]) => [Some(1)];
    check run(vec![Job::Check(Some(1)), Job::Check(None)]) => [Some(1)];
    check run(vec![Job::Repeat(vec![Some(2), None])]) => [Some(1)];
    check run(vec![Job::Repeat(vec![Some(2), Some(3)])]) => [Some(1), None];
}

program! {
    mod error_in_a_box;

    #[resumable(yield = String, resume = String)]
    fn boxed() -> Result<f64, Box<dyn std::error::Error>> {
        let text = yield_!("number?".to_owned());
        let number: f64 = text.trim().parse()?;
        if number < 0.0 {
            return Err("negative".into());
        }
        let digits = yield_!(number.to_string()).parse::<u32>()?;
        Ok(number.powi(digits.try_into()?))
    }

    check boxed() => ["1.5".to_owned(), "2".to_owned()];
    check boxed() => ["1.5".to_owned(), "3000000000".to_owned()];
    check boxed() => ["-1".to_owned()];
    check boxed() => ["one".to_owned()];
}

program! {
    mod in_the_middle_of_expressions;

    #[resumable(yield = u32, resume = Option<u32>)]
    fn middle() -> Option<u32> {
        let sum = yield_!(1)? + yield_!(2)? * 2;
        let list = vec![yield_!(sum)?, 7];
        if list[0] > 5 {
            return Some(list[1].checked_sub(yield_!(4)?)?);
        }
        Some(list.iter().sum::<u32>().min(yield_!(5)?))
    }

    check middle() => [Some(1), Some(2), Some(3), Some(4)];
    check middle() => [Some(1), Some(2), Some(6), Some(4)];
    check middle() => [Some(1), Some(2), Some(6), Some(9)];
    check middle() => [Some(1), None];
    check middle() => [Some(1), Some(2), None];
    check middle() => [Some(1), Some(2), Some(3), None];
}
