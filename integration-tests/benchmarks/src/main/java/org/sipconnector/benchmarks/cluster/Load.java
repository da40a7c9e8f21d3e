/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.sipconnector.benchmarks.Sample;

/** Writers that each write the next value as soon as the last is answered. */
final class Load {

    private final ClusterMember member;
    private final int bytes;
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final LongAdder failed = new LongAdder();

    Load(ClusterMember member, int bytes) {
        this.member = member;
        this.bytes = bytes;
    }

    /**
     * @param perSecond writes of all writers together
     * @param failed    writes that came to no answer in time
     */
    record Result(int count, double median, double p99, double perSecond, long failed) {

        static Result parse(String text) {
            String[] numbers = text.split(" ");
            return new Result(Integer.parseInt(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2]),
                    Double.parseDouble(numbers[3]), Long.parseLong(numbers[4]));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d %.3f %.3f %.1f %d", count, median, p99, perSecond, failed);
        }
    }

    /** Each writer owns an entry of its own. Times are milliseconds. */
    Result run(int writers, int seconds) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        IntStream.rangeClosed(1, writers).forEach(writer -> all.add(next(ClusterProcess.key(writer), end)));
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        double took = (System.nanoTime() - begin) / 1e9;
        Sample sample = Sample.of(nanos.stream().mapToLong(Long::longValue).toArray());
        return new Result(sample.count(), sample.median() / 1e6, sample.p99() / 1e6, sample.count() / took, failed.sum());
    }

    private CompletableFuture<Void> next(String key, long end) {
        long begun = System.nanoTime();
        if (begun > end) {
            return CompletableFuture.completedFuture(null);
        }
        return member.write(key, ClusterProcess.FIRST_EPOCH, new byte[bytes]).toCompletableFuture()
                .orTimeout(ClusterProcess.PATIENCE_SECONDS, TimeUnit.SECONDS).handleAsync((accepted, failure) -> {
                    if (failure != null) {
                        failed.increment();
                    } else if (accepted) {
                        nanos.add(System.nanoTime() - begun);
                    } else {
                        throw new IllegalStateException("a write of the owner was refused: " + key);
                    }
                    return next(key, end);
                }).thenCompose(following -> following);
    }
}
