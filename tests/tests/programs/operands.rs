//! Yields after operands that have effects of their own: everything in source order.

use tests::*;

program! {
    mod after_a_call;

    fn next(counter: &mut u32) -> u32 {
        *counter += 1;
        log(format!("next {counter}"));
        *counter
    }

    #[resumable(yield = u32, resume = u32)]
    fn order() -> u32 {
        let mut counter = 0;
        let a = next(&mut counter) + yield_!(1);
        let b = next(&mut counter) * 10 + yield_!(2) * next(&mut counter);
        let c = yield_!(3) - next(&mut counter);
        a + b + c
    }

    check order() => [10, 20, 30];
}

program! {
    mod arguments_in_order;

    fn join(a: String, b: u32, c: String, d: u32) -> String {
        log("join");
        format!("{a}{b}{c}{d}")
    }

    #[resumable(yield = u32, resume = u32)]
    fn arguments() -> String {
        join(
            logged("first", "a".to_owned()),
            yield_!(1),
            logged("third", "c".to_owned()),
            logged("fourth", 4) + yield_!(2),
        )
    }

    check arguments() => [10, 20];
}

program! {
    mod elements_in_order;

    #[resumable(yield = u32, resume = u32)]
    fn elements() -> ([u32; 4], (String, u32, String)) {
        let array = [logged("zero", 0), yield_!(1), logged("two", 2), yield_!(3)];
        let tuple = (logged("a", "a".to_owned()), yield_!(4), logged("c", "c".to_owned()));
        (array, tuple)
    }

    check elements() => [10, 30, 40];
}

program! {
    mod fields_in_order;

    #[derive(Debug)]
    struct Point {
        x: u32,
        y: u32,
        name: String,
    }

    #[resumable(yield = u32, resume = u32)]
    fn fields() -> Point {
        Point { name: logged("name", "p".to_owned()), y: yield_!(1), x: logged("x", 3) + yield_!(2) }
    }

    check fields() => [10, 20];
}

program! {
    mod receivers_in_order;

    #[resumable(yield = u32, resume = u32)]
    fn receivers(text: String) -> String {
        let a = logged("receiver", text.clone()).repeat(yield_!(1) as usize);
        let b = text.to_uppercase().replace(&yield_!(2).to_string(), &logged("to", a.clone()));
        let mut list = vec![a, b];
        list.insert(logged("index", 1), yield_!(3).to_string());
        list.join("-")
    }

    check receivers("x2".to_owned()) => [3, 2, 1];
}

program! {
    mod a_variable_changed_by_a_later_operand;

    #[resumable(yield = u32, resume = u32)]
    fn changed() -> u32 {
        let mut n = 1;
        let sum = n + {
            n = 10;
            yield_!(n)
        } + n;
        let other = n * {
            n += yield_!(n);
            n
        };
        sum * 1000 + other
    }

    check changed() => [100, 5];
}

program! {
    mod lazy_operators_with_effects;

    #[resumable(yield = u32, resume = bool)]
    fn lazy() -> u32 {
        let mut n = 0;
        if logged("a", true) && yield_!(1) && logged("b", true) && yield_!(2) {
            n += 1;
        }
        if logged("c", false) || yield_!(3) || logged("d", false) || yield_!(4) {
            n += 10;
        }
        let odd = logged("e", n % 2 == 1) && (yield_!(5) || logged("f", false));
        if odd { n + 100 } else { n }
    }

    check lazy() => [true, true, true, true];
    check lazy() => [true, false, false, false, false];
    check lazy() => [false, true, false];
    check lazy() => [false, false, true];
}

program! {
    mod blocks_and_branches_as_operands;

    #[resumable(yield = u32, resume = u32)]
    fn mixed(flag: bool) -> u32 {
        let a = logged("left", 1) + if flag { yield_!(1) } else { logged("no", 2) } * match yield_!(2) {
            0 => 5,
            n => n + yield_!(3),
        };
        a + { logged("block", 3); yield_!(4) } + loop { break yield_!(5); }
    }

    check mixed(true) => [1, 2, 3, 4, 5];
    check mixed(false) => [0, 4, 5];
}

program! {
    mod operands_that_are_moved;

    fn glue(a: String, b: String, c: Vec<String>) -> String {
        format!("{a} {b} {c:?}")
    }

    #[resumable(yield = usize, resume = String)]
    fn moves(first: String, list: Vec<String>) -> String {
        let length = first.len();
        glue(first, yield_!(length), list)
    }

    check moves("one".to_owned(), vec!["x".to_owned()]) => ["two".to_owned()];
}

program! {
    mod nested_calls;

    fn add(a: u32, b: u32) -> u32 {
        log(format!("{a} + {b}"));
        a + b
    }

    #[resumable(yield = u32, resume = u32)]
    fn nested() -> u32 {
        add(add(logged("1", 1), yield_!(1)), add(yield_!(2), add(logged("3", 3), yield_!(yield_!(3)))))
    }

    check nested() => [10, 20, 30, 40];
}
