//! The manifest program, run for real and stopped in every way; `sha256sum` is the judge.
//!
//! The program's modules are also compiled into this test, under the name of the program's own crate: a [`Job`] that
//! is dropped halfway leaves exactly the store of a process that was killed there.
#![cfg(target_os = "linux")] // for `sha256sum`, file names that are not text, and paths that are too long

mod refused;
mod scene;
#[path = "../support/mod.rs"]
mod support;

#[path = "../../manifest/checksum.rs"]
mod checksum;
#[path = "../../manifest/job.rs"]
#[allow(
    dead_code,
    reason = "some of it is for the progress bar, which is not part of this test"
)]
mod job;
#[path = "../../manifest/tree.rs"]
#[allow(dead_code, reason = "as above")]
mod tree;
#[path = "../../manifest/walk.rs"]
mod walk;

use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
    path::Path,
    process::Command,
};

use rusqlite::Connection;

use crate::{
    scene::{Scene, assert_quiet, files_below, generated},
    support::run,
    tree::Place,
};

#[test]
fn killed_twenty_times_it_writes_what_an_uninterrupted_run_writes() {
    let scene = generated(500);
    let done = scene.manifest(["tree", "--chaos", "20"]);
    assert_eq!((done.code, &*done.stderr), (Some(0), ""));
    assert!(
        done.stdout
            .starts_with("killed 20 times; the 500 lines of manifest.sha256"),
        "{}",
        done.stdout
    );
    scene.assert_manifest_covers(&files_below(&scene, "tree"));

    assert_quiet(&scene.manifest(["tree", "--out", "uninterrupted.sha256"]));
    assert_eq!(
        scene.read("manifest.sha256"),
        scene.read("uninterrupted.sha256")
    );
    assert_eq!(
        scene.names(),
        ["manifest.sha256", "tree", "uninterrupted.sha256"]
    );
}

#[test]
fn more_kills_than_files() {
    let scene = Scene::with(&["tree/only", "tree/two"]);
    let done = scene.manifest(["tree", "--chaos", "9"]);
    assert!(
        done.stdout.starts_with("killed 9 times; the 2 lines"),
        "{done:?}"
    );
    scene.assert_manifest_covers(&["tree/only", "tree/two"]);
}

#[test]
fn stopped_after_every_step() {
    let scene = generated(60);
    loop {
        let mut job = scene.job();
        if job.advance().unwrap().is_none() {
            break; // stopped once more, before the manifest is written
        }
    }
    assert_quiet(&scene.go_on());
    let files: Vec<_> = files_below(&scene, "tree")
        .iter()
        .map(|file| scene.path(file))
        .collect();
    assert_eq!(files.len(), 60);
    scene.assert_manifest_covers(&files);
    assert_eq!(scene.names(), ["manifest.sha256", "tree"]);
}

#[test]
fn the_store_never_has_a_line_without_its_snapshot() {
    let scene = generated(20);
    let mut job = scene.job();
    for step in 1..=20 {
        job.advance().unwrap().unwrap();
        let look = Connection::open(scene.path("manifest.sha256.db")).unwrap();
        let read = |query| {
            look.query_row(query, (), |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!(
            (
                read("SELECT step FROM job"),
                read("SELECT count(*) FROM line")
            ),
            (step, step)
        );
    }
}

#[test]
fn files_that_come_and_go_while_it_is_stopped() {
    let scene = Scene::with(&["tree/b", "tree/d/f", "tree/h", "tree/j"]);
    scene.stopped_after(2);
    fs::remove_file(scene.path("tree/d/f")).unwrap();
    fs::remove_file(scene.path("tree/h")).unwrap();
    for file in ["tree/a", "tree/d/g", "tree/i"] {
        scene.write(file);
    }
    assert_quiet(&scene.go_on());
    let manifest = String::from_utf8(scene.read("manifest.sha256")).unwrap();
    let names: Vec<_> = manifest
        .lines()
        .map(|line| line.rsplit_once("/tree/").unwrap().1)
        .collect();
    // `a` was behind it already, `d/f` had been done, and nothing else is lost or doubled.
    assert_eq!(names, ["b", "d/f", "d/g", "i", "j"]);
}

#[test]
fn names_that_need_care() {
    let scene = Scene::with(&[
        "tree/-",
        "tree/-n",
        "tree/--help",
        "tree/ ",
        "tree/a  b",
        "tree/*",
        "tree/new\nline",
    ]);
    scene.write("tree/back\\slash");
    scene.write("tree/back\\slash\\n/in\n a directory's name");
    scene.write(OsStr::from_bytes(b"tree/not \xff text"));
    scene.write(OsStr::from_bytes(b"tree/not \xfe text/\xfd\n"));
    let done = scene.manifest(["tree", "--chaos", "5"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    scene.assert_manifest_covers(&files_below(&scene, "tree"));
    // A name that `sha256sum` would take for standard input is not alone in its line.
    let done = run(support::example("manifest", &scene.path("tree")).args([
        ".",
        "--out",
        "../here.sha256",
    ]));
    assert_quiet(&done);
    let mut check = Command::new("sha256sum");
    assert_eq!(
        run(check
            .args(["-c", "--quiet", "../here.sha256"])
            .current_dir(scene.path("tree")))
        .code,
        Some(0)
    );
}

#[test]
fn a_carriage_return_is_escaped_as_well() {
    // As coreutils does from version 9 on; older ones do not know it, so `sha256sum` is not asked.
    assert_eq!(checksum::line("00", Path::new("a\rb")), b"\\00  a\\rb\n");
}

#[test]
fn the_order_is_that_of_the_paths_bytes() {
    let files = [
        "tree/a b",
        "tree/a!",
        "tree/a.txt",
        "tree/a/b",
        "tree/a/b.txt",
        "tree/a0",
        "tree/b",
    ];
    let scene = Scene::with(&files);
    assert_quiet(&scene.manifest(["tree"]));
    scene.assert_manifest_covers(&files_below(&scene, "tree"));
}

const USUAL: [&str; 3] = ["tree/file", "tree/sub/file", "tree/sub/target"];
const UNUSUAL: [&str; 5] = [
    "tree/.git/config",
    "tree/.hidden",
    "tree/sub/.hidden",
    "tree/sub/x/target/file",
    "tree/target/file",
];

#[test]
fn hidden_names_and_targets_are_left_out_unless_asked_for() {
    let scene = Scene::with(&USUAL);
    for file in UNUSUAL {
        scene.write(file);
    }
    assert_quiet(&scene.manifest(["tree"]));
    scene.assert_manifest_covers(&USUAL);
    assert_quiet(&scene.manifest(["tree", "--all"]));
    scene.assert_manifest_covers(&files_below(&scene, "tree"));
    // What is asked for by name is not left out.
    assert_quiet(&scene.manifest(["tree/target"]));
    scene.assert_manifest_covers(&["tree/target/file"]);
}

#[test]
fn only_files_and_directories_count() {
    let scene = Scene::with(&USUAL);
    symlink("file", scene.path("tree/link")).unwrap();
    symlink(".", scene.path("tree/loop")).unwrap();
    symlink("nowhere", scene.path("tree/dangling")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(scene.path("tree/pipe"))
            .status()
            .unwrap()
            .success()
    );
    assert_quiet(&scene.manifest(["tree", "--all"]));
    scene.assert_manifest_covers(&USUAL);
}

#[test]
fn the_manifest_and_its_store_are_left_out() {
    let scene = Scene::with(&USUAL);
    scene.write("tree/sub/manifest.sha256"); // not the output, only of the same name
    for directory in ["tree", "./tree", "tree/", "tree/sub/.."] {
        let below = |file: &str| file.replacen("tree", directory.trim_end_matches('/'), 1);
        let files: Vec<_> = [
            "tree/file",
            "tree/sub/file",
            "tree/sub/manifest.sha256",
            "tree/sub/target",
        ]
        .map(below)
        .into();
        for _ in 0..2 {
            assert_quiet(&scene.manifest([directory, "--all", "--out", "tree/manifest.sha256"]));
            fs::copy(
                scene.path("tree/manifest.sha256"),
                scene.path("manifest.sha256"),
            )
            .unwrap();
            scene.assert_manifest_covers(&files);
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_done() {
    let scene = Scene::with(&["tree/a", "tree/z"]);
    // Not even root can open a path that is too long, and such a path can be made by moving half of it into the other.
    let [name, half] = ["n".repeat(100), format!("{}/", "n".repeat(100)).repeat(20)];
    scene.write(format!("half/{half}leaf"));
    scene.write(format!("half/{half}{}", "f".repeat(200)));
    scene.write(format!("half/{half}{name}/unseen"));
    fs::create_dir_all(scene.path(format!("tree/{half}"))).unwrap();
    fs::rename(
        scene.path(format!("half/{name}")),
        scene.path(format!("tree/{half}{name}")),
    )
    .unwrap();

    for arguments in [&["tree"][..], &["tree", "--chaos", "3"]] {
        let done = run(support::example("manifest", scene.directory.path()).args(arguments));
        assert_eq!(done.code, Some(1));
        let at_the_end = done.stderr.split_once("could not be read:\n").unwrap().1;
        let listed: Vec<_> = at_the_end.lines().collect();
        assert_eq!(listed.len(), 2);
        for (line, name) in listed.iter().zip(["f".repeat(200), name.clone()]) {
            assert!(line.contains(&format!("/{name}\": File name too long")));
        }
        scene.assert_manifest_covers(&["tree/a", &format!("tree/{half}{half}leaf"), "tree/z"]);
    }
}

#[test]
fn what_vanishes_before_it_is_read_is_named() {
    let scene = Scene::with(&["tree/a", "tree/b", "tree/c"]);
    let mut job = scene.job();
    job.advance().unwrap().unwrap();
    fs::remove_file(scene.path("tree/b")).unwrap();
    let report = job.advance().unwrap().unwrap();
    assert!(report.outcome.unwrap_err().contains("No such file"));
    drop(job);
    let done = scene.go_on();
    assert_eq!(done.code, Some(1));
    assert!(
        done.stderr.contains("/tree/b\": No such file"),
        "{}",
        done.stderr
    );
    assert!(
        !done.stderr.contains("cannot read"),
        "it was reported before: {}",
        done.stderr
    );
    scene.assert_manifest_covers(&["tree/a", "tree/c"].map(|file| scene.path(file)));
}

#[test]
fn a_directory_that_vanishes_while_it_is_stopped_is_named_once() {
    let scene = Scene::with(&["tree/a", "tree/sub/b", "tree/sub/c", "tree/z"]);
    scene.stopped_after(2);
    fs::remove_dir_all(scene.path("tree/sub")).unwrap();
    scene.stopped_after(1);
    let done = scene.go_on();
    assert_eq!(done.code, Some(1));
    assert_eq!(
        done.stderr.matches("/tree/sub\": No such file").count(),
        1,
        "{}",
        done.stderr
    );
}

#[test]
fn permissions_are_obeyed() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::with(&["tree/a", "tree/secret", "tree/z"]);
    fs::set_permissions(scene.path("tree/secret"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(scene.path("tree/secret")).is_ok() {
        return; // root may read everything
    }
    let done = scene.manifest(["tree"]);
    assert_eq!(done.code, Some(1));
    assert!(
        done.stderr
            .contains("cannot read \"tree/secret\": Permission denied"),
        "{}",
        done.stderr
    );
    scene.assert_manifest_covers(&["tree/a", "tree/z"]);
}

#[test]
fn two_processes_do_not_double_a_line() {
    let scene = Scene::with(&["tree/a", "tree/b"]);
    let [mut one, mut other] = [scene.job(), scene.job()];
    one.advance().unwrap().unwrap();
    let error = other.advance().err().unwrap();
    assert!(
        error.to_string().contains("another process is at work on"),
        "{error}"
    );
    one.advance().unwrap().unwrap();
    assert!(one.finish().unwrap().is_empty());
    scene.assert_manifest_covers(&["tree/a", "tree/b"].map(|file| scene.path(file)));
}

/// The largest snapshot on the way through a tree.
fn largest_snapshot(scene: &Scene) -> usize {
    let mut walk = walk::walk(Place::top(&scene.path("tree"), None, false));
    let mut largest = 0;
    while walk.next().is_some() {
        largest = largest.max(walk.snapshot().unwrap().len());
    }
    largest
}

#[test]
fn the_state_does_not_grow_with_the_number_of_files() {
    let scene = Scene::with(&["tree/name 0000"]);
    let of_one = largest_snapshot(&scene);
    for number in 1..1000 {
        scene.write(format!("tree/name {number:04}"));
    }
    assert_eq!(largest_snapshot(&scene), of_one);
    assert!(of_one < 300, "{of_one} bytes");
}

#[test]
fn the_state_grows_with_the_depth_and_no_faster() {
    let of_depth = |depth: usize| {
        let scene = Scene::new();
        scene.write(format!("tree/{}file", "dir/".repeat(depth)));
        largest_snapshot(&scene)
    };
    let [hundred, two_hundred, four_hundred] = [100, 200, 400].map(of_depth);
    let (first, next) = (two_hundred - hundred, four_hundred - two_hundred);
    assert!(
        next.abs_diff(2 * first) < 8,
        "{first} bytes for 100 levels, {next} for 200"
    );
    // A level is its name, once in the path and once as the entry reached, and a few bytes for lengths and kinds: the
    // entry is an `OsString`, whose variant for other platforms cannot be looked at, so that its value says what it is.
    assert!(
        first <= 100 * (2 * "dir/".len() + 7),
        "{first} bytes for 100 levels"
    );
}
