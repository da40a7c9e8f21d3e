/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Files of many connectors, which are all written, changed or deleted at once. */
public final class ManyFiles {

    private final Path etc;
    private final List<String> ids;
    private String content = "";

    public ManyFiles(Path etc, int count) {
        this.etc = etc;
        this.ids = IntStream.range(0, count).mapToObj(i -> "many" + i).toList();
    }

    /** Writes that line to each, with what a connector needs. */
    public void say(String line) throws IOException {
        content = "server=many.example\nuser=room\npassword=secret\n" + line + "\n";
        for (String id : ids) {
            Files.writeString(file(id), content, UTF_8);
        }
    }

    public void delete() throws IOException {
        content = "";
        for (String id : ids) {
            Files.deleteIfExists(file(id));
        }
    }

    /** Waits for as long as it comes true of ever more of them, and prints how long it took. */
    public void awaitAll(String what, Predicate<String> comesTrue) throws Exception {
        long begin = System.nanoTime();
        List<String> left = ids;
        while (!left.isEmpty()) {
            int before = left.size();
            List<String> waiting = left;
            Await.until("more than " + (ids.size() - before) + " are " + what,
                    () -> waiting.stream().anyMatch(comesTrue));
            left = left.stream().filter(comesTrue.negate()).toList();
            for (String id : left) {
                restore(id);
            }
        }
        System.out.println(ids.size() + " files " + what + " within " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)
                + " s of the last one written");
    }

    /** File Install writes what it has read back to its file, and may undo a change or deletion of the same instant. */
    private void restore(String id) throws IOException {
        if (content.isEmpty()) {
            Files.deleteIfExists(file(id));
        } else if (Files.notExists(file(id)) || !Files.readString(file(id), UTF_8).contains(content.lines().reduce((a, b) -> b).get())) {
            Files.writeString(file(id), content, UTF_8);
        }
    }

    private Path file(String id) {
        return etc.resolve("org.sipconnector.connector~" + id + ".cfg");
    }
}
