//! `while`, `while let`, `loop`, and `for` over ranges.

use std::collections::VecDeque;

use tests::*;

program! {
    mod while_counter;

    #[resumable(yield = u32)]
    fn counter(n: u32) -> u32 {
        let mut i = 0;
        while i < n {
            yield_!(i);
            i += 1;
        }
        i
    }

    check counter(3);
    check counter(0);
}

program! {
    mod for_range;

    #[resumable(yield = u32)]
    fn squares(from: u32, to: u32) -> u32 {
        let mut sum = 0;
        for i in from..to {
            yield_!(i * i);
            sum += i;
        }
        sum
    }

    check squares(2, 6);
    check squares(6, 2);
}

program! {
    mod for_range_inclusive_to_the_maximum;

    #[resumable(yield = u8)]
    fn last_bytes(from: u8) -> u32 {
        let mut sum = 0;
        for byte in from..=255 {
            yield_!(byte);
            sum += u32::from(byte);
        }
        sum
    }

    check last_bytes(251);
    check last_bytes(255);
}

program! {
    mod for_range_inclusive_empty;

    #[resumable(yield = i64)]
    fn between(from: i64, to: i64) -> usize {
        let mut seen = 0;
        yield_!(from);
        for i in from..=to {
            seen += 1;
            yield_!(i);
        }
        yield_!(to);
        seen
    }

    check between(-2, 2);
    check between(3, 3);
    check between(4, 3);
}

program! {
    mod for_chars_range;

    #[resumable(yield = char)]
    fn letters(last: char) -> String {
        let mut word = String::new();
        for letter in 'a'..=last {
            word.push(letter);
            yield_!(letter);
        }
        word
    }

    check letters('e');
}

program! {
    mod for_a_range_in_a_variable;

    #[resumable(yield = u64)]
    fn through(n: u64) -> u64 {
        let range = 1..n;
        yield_!(0);
        let mut product = 1;
        for i in range {
            product *= i;
            yield_!(product);
        }
        product
    }

    check through(6);
}

program! {
    mod for_ignoring_the_item;

    #[resumable(yield = u32, resume = u32)]
    fn sum_of_answers(n: u32) -> u32 {
        let mut sum = 0;
        for _ in 0..n {
            sum += yield_!(sum);
        }
        sum
    }

    check sum_of_answers(4) => [5, 7, 11, 13];
}

program! {
    mod for_with_bounds_computed_once;

    #[resumable(yield = u32)]
    fn bounds(mut n: u32) -> u32 {
        for i in logged("lower", 0)..logged("upper", n) {
            n += 10;
            yield_!(i + n);
        }
        n
    }

    check bounds(3);
}

program! {
    mod loop_that_never_ends;

    #[resumable(yield = u64)]
    fn fibonacci() -> std::convert::Infallible {
        let (mut a, mut b) = (0_u64, 1_u64);
        loop {
            yield_!(a);
            (a, b) = (b, a.wrapping_add(b));
        }
    }

    check fibonacci();
}

program! {
    mod loop_that_never_ends_with_any_return_type;

    #[resumable(yield = u32, resume = u32)]
    fn running_total() -> String {
        let mut total = 0;
        loop {
            total += yield_!(total);
        }
    }

    check running_total() => 0..50;
}

program! {
    mod while_let_pop;

    #[resumable(yield = u32, resume = bool)]
    fn drain(mut stack: Vec<u32>) -> Vec<u32> {
        let mut kept = Vec::new();
        while let Some(top) = stack.pop() {
            if yield_!(top) {
                kept.push(top);
            }
        }
        kept
    }

    check drain(vec![1, 2, 3, 4]) => [true, false, true, true];
    check drain(vec![]) => [true];
}

program! {
    mod while_let_on_a_queue_that_grows;

    #[resumable(yield = (u32, u32))]
    fn breadth_first(limit: u32) -> u32 {
        let mut queue = VecDeque::from([(1, 0)]);
        let mut visited = 0;
        while let Some((node, depth)) = queue.pop_front() {
            yield_!((node, depth));
            visited += 1;
            if node * 2 <= limit {
                queue.push_back((node * 2, depth + 1));
                queue.push_back((node * 2 + 1, depth + 1));
            }
        }
        visited
    }

    check breadth_first(5);
}

program! {
    mod three_deep_with_locals_at_each_level;

    #[resumable(yield = (u32, u32, u32))]
    fn cube(n: u32) -> u32 {
        let mut total = 0;
        for x in 0..n {
            let row = x * 100;
            for y in 0..n {
                let column = row + y * 10;
                for z in 0..n {
                    let cell = column + z;
                    yield_!((x, y, z));
                    total += cell;
                }
                yield_!((x, y, 99));
                total += column;
            }
            total += row;
        }
        total
    }

    check cube(2);
    check cube(3);
}

program! {
    mod yield_only_in_one_iteration;

    #[resumable(yield = u32)]
    fn rarely(n: u32) -> u32 {
        let mut sum = 0;
        for i in 0..n {
            if i == 3 {
                yield_!(sum);
            }
            sum += i;
        }
        sum
    }

    check rarely(6);
}

program! {
    mod loop_after_loop;

    #[resumable(yield = u32)]
    fn phases(n: u32) -> u32 {
        let mut total = 0;
        for i in 0..n {
            yield_!(i);
            total += i;
        }
        yield_!(100);
        for i in (n..n + 2).collect::<Vec<_>>() {
            yield_!(i);
            total += i;
        }
        while total > 3 {
            total /= 2;
            yield_!(total);
        }
        loop {
            total += 1;
            if total > 4 {
                break;
            }
            yield_!(total);
        }
        total
    }

    check phases(4);
    check phases(0);
}

program! {
    mod the_loop_variable_changed_in_the_body;

    #[resumable(yield = u32)]
    fn changing() -> u32 {
        let mut sum = 0;
        for mut i in 0..4 {
            i *= 3;
            yield_!(i);
            i += 1;
            sum += i;
        }
        sum
    }

    check changing();
}

program! {
    mod a_loop_as_the_tail;

    #[resumable(yield = u32, resume = bool)]
    fn first_accepted() -> u32 {
        let mut offer = 10;
        loop {
            if yield_!(offer) {
                break offer;
            }
            offer += 5;
        }
    }

    check first_accepted() => [false, false, true];
}

program! {
    mod unit_loop_as_the_tail;

    #[resumable(yield = u32)]
    fn each(n: u32) {
        for i in 0..n {
            yield_!(i)
        }
    }

    check each(3);
}
