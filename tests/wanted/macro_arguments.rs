//! Yields in the arguments of macros that take expressions.

use tests::*;

program! {
    mod of_format_and_vec;

    #[resumable(yield = u32, resume = u32)]
    fn built() -> String {
        let list = vec![yield_!(1), 2, yield_!(3)];
        let filled = vec![yield_!(4); 2];
        let text = format!("{} {:?} {x}", yield_!(5), list, x = yield_!(6));
        format!("{text} {filled:?}")
    }

    check built() => 10..;
}

program! {
    mod of_assertions_and_matches;

    #[resumable(yield = u32, resume = u32)]
    fn asserted() -> bool {
        assert!(yield_!(1) > 5);
        assert_eq!(yield_!(2), 10 + yield_!(3));
        assert_ne!(yield_!(4), 0, "at {}", 4);
        matches!(yield_!(5), 3..=7)
    }

    check asserted() => [6, 11, 1, 1, 5];
    check asserted() => [6, 11, 2];
    check asserted() => [6, 11, 1, 0];
    check asserted() => [5];
}

program! {
    mod of_println_write_and_panic;

    use std::fmt::Write as _;

    #[resumable(yield = u32, resume = u32)]
    fn written() -> String {
        let mut text = String::new();
        println!("{}", yield_!(1));
        write!(text, "{}-{}", yield_!(2), yield_!(3)).unwrap();
        if text.len() > 3 {
            panic!("{} {text}", yield_!(4));
        }
        text
    }

    check written() => [1, 2, 3];
    check written() => [1, 22, 33, 44];
}

program! {
    mod awaits_in_macros;

    #[resumable(yield = u32, resume = u32)]
    fn ask(n: u32) -> u32 {
        yield_!(n)
    }

    #[resumable(yield = u32, resume = u32)]
    fn asked() -> Vec<String> {
        vec![format!("{}", ask(1).await), ask(2).await.to_string()]
    }

    check asked() => [5, 6];
}

program! {
    mod of_a_user_macro;

    macro_rules! twice {
        ($value:expr) => {
            $value + $value
        };
    }

    #[resumable(yield = u32, resume = u32)]
    fn doubled() -> u32 {
        twice!(yield_!(1))
    }

    check doubled() => [5, 6];
}
