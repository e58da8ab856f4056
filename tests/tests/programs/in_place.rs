//! Arrays, which stay in places of their own across yields.

use tests::program;

program! {
    mod filled_and_read;

    #[resumable(yield = u32)]
    fn f(n: u32) -> u32 {
        let mut buffer: [u32; 64] = [7; 64];
        for i in 0..n {
            buffer[i as usize % 64] += i;
            yield_!(buffer[0] + buffer[63]);
        }
        let sum: u32 = buffer.iter().sum();
        sum
    }

    check f(0);
    check f(100);
}

program! {
    mod as_a_value;

    #[resumable(yield = usize, resume = u8)]
    fn f() -> ([u8; 40], usize) {
        let mut buffer = [0_u8; 40];
        buffer[3] = yield_!(buffer.len());
        let copy: [u8; 40] = buffer;
        buffer = [9; 40];
        buffer[1] = yield_!(buffer.iter().map(|byte| usize::from(*byte)).sum());
        let [first, second, ..] = buffer;
        let size = size_of_val(&buffer) + std::mem::size_of_val(&copy[..]);
        assert_eq!(buffer[1], second);
        assert_eq!(copy[3], 5, "{buffer:?} and {:?}", buffer);
        yield_!(usize::from(first + second) + size);
        let other: [u8; 40] = std::mem::replace(&mut buffer, [1; 40]);
        yield_!(usize::from(other[1]));
        (buffer, other.len())
    }

    check f() => [5, 6, 7, 8];
}

program! {
    mod in_loops_and_branches;

    #[resumable(yield = u64)]
    fn f(rounds: u64) -> u64 {
        let mut total = 0;
        for round in 0..rounds {
            let mut seen: [bool; 33] = [false; 33];
            let grid = [[1_u64; 4]; 4];
            if round % 2 == 0 {
                yield_!(grid[1][2] + round);
                seen[round as usize] = true;
            } else {
                let inner: [(u8, char); 2] = [(1, 'a'), (2, 'b')];
                yield_!(u64::from(inner[1].0));
                seen[1] = inner[0].1 == 'a';
                if seen[1] {
                    yield_!(grid[0][0]);
                    continue;
                }
            }
            total += seen.iter().filter(|seen| **seen).count() as u64 + grid[3][3];
        }
        total
    }

    check f(5);
}

program! {
    mod shadowed;

    #[resumable(yield = i64)]
    fn f() -> i64 {
        let buffer: [i64; 3] = [1, 2, 3];
        yield_!(buffer[0]);
        let outer = buffer[1];
        {
            let mut buffer: [i64; 3] = [10, 20, 30];
            buffer[2] += outer;
            yield_!(buffer[2]);
            buffer[0] += 1;
            yield_!(buffer[0]);
        }
        let buffer: [i64; 2] = [buffer[2], 5];
        yield_!(buffer[0]);
        buffer[0] + buffer[1]
    }

    check f();
}

program! {
    mod lent;

    fn fill(buffer: &mut [u16; 50], value: u16) {
        buffer.fill(value);
    }

    fn total(slice: &[u16]) -> u16 {
        slice.iter().sum()
    }

    #[resumable(yield = u16)]
    fn f() -> u16 {
        let mut buffer: [u16; 50] = [0; 50];
        fill(&mut buffer, 2);
        yield_!(total(&buffer));
        for item in &mut buffer {
            *item += 1;
            yield_!(*item);
            if *item > 3 { break; }
        }
        for (index, item) in buffer.iter().enumerate() {
            yield_!(*item + index as u16);
            if index == 3 { break; }
        }
        for item in buffer {
            yield_!(item);
            break;
        }
        let half = &buffer[..25];
        yield_!(total(half));
        let first = &buffer[0];
        yield_!(*first);
        let mut add = |by| buffer[1] += by;
        add(4);
        yield_!(0);
        buffer[1] + half_of(&buffer)
    }

    fn half_of(buffer: &[u16]) -> u16 {
        buffer[0] / 2
    }

    check f();
}

program! {
    mod in_structs_and_tuples;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Page { buffer: [u8; 4], used: usize }

    #[resumable(yield = usize)]
    fn f() -> Vec<Page> {
        let mut pages = Vec::new();
        let mut buffer: [u8; 4] = [0; 4];
        let mut used = 0;
        while pages.len() < 3 {
            buffer[used] = 1;
            used += 1;
            yield_!(used);
            if used == 4 {
                pages_push(&mut pages, Page { buffer, used });
                (buffer, used) = ([2; 4], 1);
                yield_!(buffer.len());
            }
        }
        pages
    }

    fn pages_push(pages: &mut Vec<Page>, page: Page) {
        pages.push(page);
    }

    check f();
}

program! {
    mod among_operands;

    #[resumable(yield = usize, resume = usize)]
    fn f() -> usize {
        let mut buffer: [usize; 36] = [1; 36];
        buffer[yield_!(0)] = yield_!(1);
        buffer[2] += yield_!(buffer[3]);
        buffer[yield_!(2)] += 1;
        let sum = buffer[2] + yield_!(buffer[2]) + buffer[yield_!(4)];
        let text = format!("{} {}", buffer[5], yield_!(buffer.len()));
        let list = vec![buffer[6], yield_!(3), buffer[7]];
        if buffer[8] == 1 && yield_!(4) > buffer[2] {
            buffer[8] = yield_!(5);
        }
        assert!(buffer[0] < 100, "{:?} {}", buffer, sum);
        sum + text.len() + list.len() + buffer[8] + matches!(buffer[9], 1) as usize
    }

    check f() => [3, 9, 4, 5, 6, 2, 8, 1, 1];
    check f() => [3, 9, 4, 5, 6, 2, 8, 1, 100, 7];
}

program! {
    mod with_calls_and_errors;

    #[resumable(yield = u8, resume = u8)]
    fn inner(first: u8) -> Result<[u8; 40], u8> {
        let mut page: [u8; 40] = [first; 40];
        let limit: [u8; 2] = [page[0], 200];
        for at in 0..2 {
            page[at] = yield_!(page[at]);
            if page[at] > limit[1] {
                return Err(page[at]);
            }
        }
        Ok(page)
    }

    #[resumable(yield = u8, resume = u8)]
    fn f(rounds: u8) -> Result<u8, u8> {
        let mut page: [u8; 40] = [0; 40];
        let mut round = 0;
        'rounds: while round < rounds {
            round += 1;
            let copy: [u8; 3] = [round, page[1], page[2]];
            page = match copy {
                [1, ..] => {
                    let small: [u8; 4] = [yield_!(10), 1, 2, 3];
                    yield_!(small[0]);
                    let mut made: [u8; 40] = [small[3]; 40];
                    made[39] = yield_!(made[0]);
                    made
                }
                [2, one, _] if one == 3 => {
                    yield_!(one);
                    continue 'rounds;
                }
                _ => {
                    let inner: Vec<u8> = inner(copy[0]).await.map(|page| page.to_vec())?;
                    let Some(first) = inner.first() else { break };
                    let more = |by: u8| page[0].wrapping_add(by).wrapping_add(*first);
                    yield_!(more(1));
                    [more(2); 40]
                }
            };
            let position = page.iter().position(|byte| *byte == 9);
            while let Some(at) = position {
                page[at] = yield_!(page[at]);
                break;
            }
        }
        Ok(page.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte)))
    }

    check f(1) => [5, 6, 9, 7];
    check f(4) => [5, 6, 9, 7, 3, 9, 8, 7, 6, 5, 4, 3, 2];
    check f(4) => [5, 6, 9, 7, 3, 250];
    check f(3) => [5, 6, 7, 3, 9, 9, 9, 9];
}
