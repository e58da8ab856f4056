//! What a resume hands in, used where it arrives: initializers, operands, arguments, literals, inference.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod initializer;

    #[resumable(yield = &'static str, resume = String)]
    fn greet() -> String {
        let first = yield_!("first name?");
        let last = yield_!("last name?");
        format!("{last}, {first}")
    }

    check greet() => ["Ada".to_owned(), "Lovelace".to_owned()];
}

program! {
    mod initializer_with_a_type;

    #[resumable(yield = u8, resume = u32)]
    fn widen() -> u64 {
        let first: u32 = yield_!(1);
        let second: u64 = yield_!(2).into();
        let third: Option<u32> = Some(yield_!(3));
        u64::from(first) + second + u64::from(third.unwrap())
    }

    check widen() => [1, 20, 300];
}

program! {
    mod ignored;

    #[resumable(yield = u8, resume = u32)]
    fn ignore() -> u8 {
        yield_!(1);
        let _ = yield_!(2);
        let _unused = yield_!(3);
        drop(yield_!(4));
        5
    }

    check ignore() => [1, 20, 300, 4000];
}

program! {
    mod right_operand;

    #[resumable(yield = u32, resume = u32)]
    fn right(a: u32) -> u32 {
        let b = a + yield_!(a);
        let c = 10 * yield_!(b) - 1;
        let d = b << yield_!(c);
        yield_!(d);
        let unsure = b == yield_!(1);
        if unsure { c } else { d }
    }

    check right(1) => [2, 3, 4, 5, 3];
    check right(1) => [2, 3, 4, 5, 4];
}

program! {
    mod left_operand;

    #[resumable(yield = u32, resume = u32)]
    fn left(a: u32) -> u32 {
        let b = yield_!(a) + a;
        yield_!(b) * b - a
    }

    check left(1) => [2, 3];
}

program! {
    mod both_operands;

    #[resumable(yield = u32, resume = u32)]
    fn both() -> u32 {
        let difference = yield_!(1) - yield_!(2);
        difference * 10 + (yield_!(3) + yield_!(4)) * yield_!(5)
    }

    check both() => [9, 4, 1, 2, 3];
}

program! {
    mod unary_and_cast;

    #[resumable(yield = i32, resume = i32)]
    fn unary() -> u8 {
        let negated = -yield_!(1);
        let inverted = !yield_!(negated);
        let cast = yield_!(inverted) as u8;
        let nested = (-(yield_!(2) as i64)) as i32;
        yield_!(nested);
        cast
    }

    check unary() => [5, 6, 300, 4, 0];
}

program! {
    mod compound_assignment;

    #[resumable(yield = u32, resume = u32)]
    fn compound() -> (u32, [u32; 2]) {
        let mut sum = 1;
        sum += yield_!(sum);
        sum *= yield_!(sum);
        let mut cells = [0, 0];
        cells[1] += yield_!(sum);
        cells[0] = yield_!(cells[1]);
        sum = yield_!(cells[0]);
        (sum, cells)
    }

    check compound() => [2, 3, 4, 5, 6];
}

program! {
    mod assignment;

    #[derive(Debug, Default, Serialize, Deserialize)]
    struct Form {
        name: String,
        tags: (String, Option<String>),
    }

    #[resumable(yield = &'static str, resume = String)]
    fn fill() -> Form {
        let mut form = Form::default();
        form.name = yield_!("name");
        form.tags.0 = yield_!("first tag");
        form.tags.1 = Some(yield_!("second tag"));
        let late;
        late = yield_!("late");
        form.tags.0 += &late;
        form
    }

    check fill() => ["a", "b", "c", "d"].map(String::from);
}

program! {
    mod call_arguments;

    fn volume(width: u32, height: u32, depth: u32) -> u32 {
        log(format!("{width} {height} {depth}"));
        width * height * depth
    }

    #[resumable(yield = u32, resume = u32)]
    fn measure(width: u32) -> u32 {
        let first = volume(width, yield_!(1), yield_!(2));
        volume(yield_!(3), first, 2)
    }

    check measure(2) => [3, 4, 5];
}

program! {
    mod constructor_arguments;

    #[resumable(yield = u32, resume = u32)]
    fn wrap() -> Result<Option<u32>, String> {
        let boxed = Box::new(yield_!(1));
        let text = String::from_utf8(vec![*boxed as u8; 2]).unwrap();
        yield_!(text.len() as u32);
        Ok(Some(yield_!(2)))
    }

    check wrap() => [65, 66, 67];
}

program! {
    mod array_literal;

    #[resumable(yield = u32, resume = u32)]
    fn array() -> [u32; 4] {
        let pair = [yield_!(1), 2];
        [pair[0], yield_!(3), pair[1], yield_!(4)]
    }

    check array() => [10, 20, 30];
}

program! {
    mod tuple_literal;

    #[resumable(yield = u32, resume = u32)]
    fn tuple(name: String) -> (u32, (String, u32)) {
        let (a, b) = (yield_!(1), yield_!(2));
        let c = ((a, yield_!(3)), b);
        (c.0.1, (name, yield_!(c.1 + c.0.0)))
    }

    check tuple("n".to_owned()) => [10, 20, 30, 40];
}

program! {
    mod struct_literal;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Order {
        item: String,
        count: u32,
        price: u32,
    }

    #[resumable(yield = &'static str, resume = u32)]
    fn order(item: String) -> Vec<Order> {
        let price = 7;
        let first = Order { item, count: yield_!("count"), price };
        let second = Order { price: yield_!("price"), ..first.clone() };
        yield_!("done");
        vec![first, second]
    }

    check order("pen".to_owned()) => [3, 9, 0];
}

program! {
    mod method_receiver;

    #[resumable(yield = &'static str, resume = String)]
    fn tidy() -> usize {
        let trimmed = yield_!("one").trim().to_owned();
        let length = yield_!("two").chars().filter(|c| c.is_alphabetic()).count();
        trimmed.len() * 100 + length
    }

    check tidy() => [" word ".to_owned(), "a1b2".to_owned()];
}

program! {
    mod method_argument;

    #[resumable(yield = usize, resume = u32)]
    fn collect() -> Vec<u32> {
        let mut list = Vec::new();
        list.push(yield_!(list.len()));
        list.push(yield_!(list.len()));
        let last = list[0].max(yield_!(9)).min(yield_!(8));
        list.insert(1, last);
        list
    }

    check collect() => [5, 3, 7, 6];
}

program! {
    mod field_and_index;

    #[resumable(yield = u32, resume = (usize, [u32; 3]))]
    fn parts() -> u32 {
        let index = yield_!(1).0;
        let value = yield_!(2).1[index];
        let list = vec![10, 20, 30];
        value + list[yield_!(3).0]
    }

    check parts() => [(1, [0; 3]), (0, [4, 5, 6]), (2, [7; 3])];
}

program! {
    mod return_value;

    #[resumable(yield = u32, resume = u32)]
    fn answer(early: bool) -> u32 {
        if early {
            return yield_!(1);
        }
        yield_!(2);
        return yield_!(3) + 1;
    }

    check answer(true) => [10, 20, 30];
    check answer(false) => [10, 20, 30];
}

program! {
    mod break_value;

    #[resumable(yield = u32, resume = u32)]
    fn answer() -> u32 {
        let first = loop {
            break yield_!(1);
        };
        let second = 'found: {
            if first > 5 {
                break 'found yield_!(2) + 1;
            }
            for i in 0..first {
                if i == 2 {
                    break 'found yield_!(i) + 100;
                }
            }
            yield_!(3)
        };
        first + second
    }

    check answer() => [6, 7, 8];
    check answer() => [3, 7, 8];
    check answer() => [1, 7, 8];
}

program! {
    mod yield_of_a_yield;

    #[resumable(yield = u32, resume = u32)]
    fn echo() -> u32 {
        yield_!(yield_!(yield_!(1) + 1) * 2);
        yield_!(yield_!(5))
    }

    check echo() => [10, 20, 30, 40, 50];
}

program! {
    mod range_ends;

    #[resumable(yield = u32, resume = u32)]
    fn span() -> u32 {
        let mut seen = 0;
        for i in yield_!(1)..yield_!(2) {
            seen += i;
            yield_!(i);
        }
        for i in 0..=yield_!(3) {
            seen += i;
        }
        seen
    }

    check span() => [2, 5, 0, 0, 0, 3];
}

program! {
    mod integers_inferred_from_later_uses;

    fn takes_u8(n: u8) -> u8 {
        n
    }

    #[resumable(yield = u64)]
    fn infer(wide: u64) -> u8 {
        let mut small = 250;
        let mut big = 1;
        let mut list = Vec::new();
        let mut nothing = None;
        yield_!(0);
        small += 5;
        big <<= 40;
        yield_!(big + wide);
        list.push(big);
        if nothing.is_none() {
            nothing = Some('x');
        }
        yield_!(list[0]);
        log(format!("{nothing:?} {list:?}"));
        takes_u8(small)
    }

    check infer(3);
}

program! {
    mod collections_inferred_from_later_uses;

    use std::collections::BTreeMap;

    #[resumable(yield = usize, resume = String)]
    fn index() -> BTreeMap<String, Vec<usize>> {
        let mut index = Default::default();
        let mut place = 0;
        let mut words = vec![];
        loop {
            let line = yield_!(place);
            if line.is_empty() {
                break;
            }
            words.extend(line.split(' ').map(str::to_owned));
            place += 1;
        }
        for (at, word) in words.iter().enumerate() {
            let entry: &mut Vec<usize> = BTreeMap::entry(&mut index, word.clone()).or_default();
            entry.push(at);
        }
        index
    }

    check index() => ["to be or".to_owned(), "not to be".to_owned(), String::new()];
}

program! {
    mod collect_and_parse_and_into;

    #[resumable(yield = usize, resume = String)]
    fn numbers() -> Result<i64, std::num::ParseIntError> {
        let line = yield_!(0);
        let numbers = line.split(',').map(|n| n.trim().parse::<i64>()).collect::<Result<Vec<_>, _>>()?;
        yield_!(numbers.len());
        let factor = yield_!(1).parse::<i64>()?;
        let sum: i64 = numbers.iter().sum();
        let text: String = yield_!(2).into();
        Ok(sum * factor + text.len() as i64)
    }

    check numbers() => ["1, 2, 3".to_owned(), String::new(), "10".to_owned(), "four".to_owned()];
    check numbers() => ["1, x, 3".to_owned()];
    check numbers() => ["1".to_owned(), String::new(), "x".to_owned()];
}

program! {
    mod labels_on_yields;

    #[resumable(yield = u32, resume = u32)]
    fn labelled() -> u32 {
        let a = yield_!('first: 1);
        'outer: loop {
            let b = yield_!('outer: a + 1) + yield_!(2);
            if b > 10 {
                break 'outer b;
            }
            yield_!('again: b);
        }
    }

    check labelled() => [1, 2, 3, 4, 5, 6];
}

program! {
    mod large_values;

    #[resumable(yield = usize, resume = u64)]
    fn large() -> u64 {
        let mut cells = [0_u64; 32];
        for i in 0..32 {
            cells[i] = yield_!(i);
        }
        cells.iter().sum()
    }

    check large() => 1..40;
}

program! {
    mod every_kind_of_saved_value;

    use std::collections::{BTreeMap, BTreeSet, VecDeque};
    use std::time::Duration;

    #[resumable(yield = u32)]
    fn keep() -> String {
        let unit = ();
        let flag = true;
        let letter = 'é';
        let small = -3_i8;
        let huge = u64::MAX;
        let wide = i64::MIN;
        let ratio = 0.1_f64 + 0.2;
        let text = String::from("text");
        let list = vec![Some(1), None];
        let array = [[1_u16, 2], [3, 4]];
        let tuple = (1_u8, "two".to_owned(), [3.0_f32]);
        let boxed = Box::new(vec![1]);
        let queue = VecDeque::from([1, 2, 3]);
        let map = BTreeMap::from([(1, "one".to_owned())]);
        let set: BTreeSet<_> = ['b', 'a'].into();
        let time = Duration::from_millis(1500);
        let result: Result<u32, String> = Err("no".to_owned());
        let range = 3..7;
        let pair = std::cmp::Reverse(5);
        yield_!(1);
        let first = format!("{unit:?} {flag} {letter} {small} {huge} {wide} {ratio} {text} {list:?} {array:?}");
        let second = format!("{tuple:?} {boxed:?} {queue:?} {map:?} {set:?} {time:?} {result:?} {range:?} {pair:?}");
        first + &second
    }

    check keep();
}
