//! After the chapters on collections of "The Rust Programming Language", and the documentation of `std::collections`.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use tests::*;

program! {
    mod departments;

    #[derive(Debug)]
    enum Command {
        Add { department: String, name: String },
        List(String),
        All,
        Quit,
    }

    fn parse(line: &str) -> Option<Command> {
        let words = line.split_whitespace().collect::<Vec<_>>();
        Some(match words[..] {
            ["Add", name, "to", department] => {
                Command::Add { department: department.to_owned(), name: name.to_owned() }
            }
            ["List", department] => Command::List(department.to_owned()),
            ["All"] => Command::All,
            ["Quit"] => Command::Quit,
            _ => return None,
        })
    }

    #[resumable(yield = String, resume = String)]
    fn company() -> BTreeMap<String, Vec<String>> {
        let mut employees: BTreeMap<String, Vec<String>> = BTreeMap::new();
        loop {
            let line = yield_!("> ".to_owned());
            match parse(&line) {
                Some(Command::Add { department, name }) => employees.entry(department).or_default().push(name),
                Some(Command::List(department)) => match employees.get(&department) {
                    Some(names) => {
                        let mut names = names.clone();
                        names.sort();
                        for name in names {
                            yield_!(name);
                        }
                    }
                    None => {
                        yield_!(format!("no department {department}"));
                    }
                },
                Some(Command::All) => {
                    for (department, mut names) in employees.clone() {
                        names.sort();
                        yield_!(format!("{department}: {}", names.join(", ")));
                    }
                }
                Some(Command::Quit) => break,
                None => {
                    yield_!(format!("unknown command: {line}"));
                }
            }
        }
        employees
    }

    check company() => [
        "Add Sally to Engineering", "Add Amir to Sales", "Add Bob to Engineering", "List Engineering", "", "",
        "List Design", "", "Fire Bob", "", "All", "", "", "Quit",
    ].map(String::from);
}

program! {
    mod pig_latin;

    #[resumable(yield = String)]
    fn translate(text: String) -> String {
        let mut translated = vec![];
        for word in text.split(' ').map(str::to_owned).collect::<Vec<_>>() {
            let mut chars = word.chars();
            let Some(first) = chars.next() else { continue };
            let latin = match first {
                'a' | 'e' | 'i' | 'o' | 'u' => format!("{word}-hay"),
                _ => format!("{}-{first}ay", chars.as_str()),
            };
            yield_!(latin.clone());
            translated.push(latin);
        }
        translated.join(" ")
    }

    check translate("first apple  über".to_owned());
}

program! {
    mod median_and_mode;

    #[resumable(yield = f64, resume = Option<i64>)]
    fn statistics() -> (f64, Option<i64>) {
        let mut numbers = Vec::new();
        let mut mean = 0.0;
        while let Some(number) = yield_!(mean) {
            numbers.push(number);
            mean = numbers.iter().sum::<i64>() as f64 / numbers.len() as f64;
        }
        numbers.sort_unstable();
        let middle = numbers.len() / 2;
        let median = match numbers.len() {
            0 => return (0.0, None),
            n if n % 2 == 0 => (numbers[middle - 1] + numbers[middle]) as f64 / 2.0,
            _ => numbers[middle] as f64,
        };
        yield_!(median);
        let mut occurrences = HashMap::new();
        for number in &numbers {
            *occurrences.entry(number).or_insert(0) += 1;
        }
        let mode = occurrences.into_iter().max_by_key(|(number, count)| (*count, Reverse(**number)));
        (median, mode.map(|(number, _)| *number))
    }

    check statistics() => [Some(3), Some(1), Some(3), Some(8), None, None];
    check statistics() => [None];
}

program! {
    mod shortest_path_with_a_binary_heap;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Visit {
        cost: Reverse<usize>,
        position: usize,
    }

    #[derive(Debug, Serialize, Deserialize)]
    struct Edge {
        node: usize,
        cost: usize,
    }

    fn graph(edges: &[(usize, usize, usize)], nodes: usize) -> Vec<Vec<Edge>> {
        let mut graph: Vec<Vec<Edge>> = (0..nodes).map(|_| vec![]).collect();
        for &(from, node, cost) in edges {
            graph[from].push(Edge { node, cost });
        }
        graph
    }

    #[resumable(yield = (usize, usize))]
    fn shortest_path(adj_list: Vec<Vec<Edge>>, start: usize, goal: usize) -> Option<usize> {
        let mut dist: Vec<_> = (0..adj_list.len()).map(|_| usize::MAX).collect();
        let mut heap = BinaryHeap::new();
        dist[start] = 0;
        heap.push(Visit { cost: Reverse(0), position: start });
        while let Some(Visit { cost: Reverse(cost), position }) = heap.pop() {
            yield_!((cost, position));
            if position == goal {
                return Some(cost);
            }
            if cost > dist[position] {
                continue;
            }
            for edge in &adj_list[position] {
                let next = Visit { cost: Reverse(cost + edge.cost), position: edge.node };
                if next.cost.0 < dist[next.position] {
                    heap.push(next);
                    dist[next.position] = next.cost.0;
                }
            }
        }
        None
    }

    check shortest_path(graph(&[(0, 2, 10), (0, 1, 1), (1, 3, 2), (2, 1, 1), (2, 3, 3), (2, 4, 1), (3, 0, 7), (3, 4, 2)], 5), 0, 4);
    check shortest_path(graph(&[(0, 1, 1)], 3), 0, 2);
}

program! {
    mod movie_reviews;

    #[resumable(yield = String, resume = u32)]
    fn reviews(to_find: Vec<String>) -> BTreeMap<String, String> {
        let mut movie_reviews = BTreeMap::new();
        movie_reviews.insert("Office Space".to_owned(), "Deals with real issues.".to_owned());
        movie_reviews.insert("Pulp Fiction".to_owned(), "Masterpiece.".to_owned());
        movie_reviews.insert("The Godfather".to_owned(), "Very enjoyable.".to_owned());
        if !movie_reviews.contains_key("Les Misérables") {
            yield_!(format!("We've got {} reviews.", movie_reviews.len()));
        }
        movie_reviews.remove("The Blues Brothers");
        for movie in to_find {
            let line = match movie_reviews.get(&movie) {
                Some(review) => format!("{movie}: {review}"),
                None => format!("{movie} is unreviewed."),
            };
            let stars = yield_!(line);
            movie_reviews.entry(movie).and_modify(|review| *review += &"*".repeat(stars as usize)).or_default();
        }
        movie_reviews
    }

    check reviews(["Up!", "Office Space"].map(String::from).to_vec()) => [0, 2, 3];
}
