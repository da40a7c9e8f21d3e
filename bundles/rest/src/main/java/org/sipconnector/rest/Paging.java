/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;

/**
 * The part of a list that is asked for.
 *
 * @param offset how many come before it
 * @param limit  how many it has at most
 */
record Paging(int offset, int limit) {

    static final Route.QueryParameter OFFSET = new Route.QueryParameter("offset", "How many are left out at the beginning, 0 or more.");
    static final Route.QueryParameter LIMIT = new Route.QueryParameter("limit", "How many are told at most, 1 to 500; 100 without it.");
    private static final int MOST = 500;
    private static final int STANDARD = 100;

    /**
     * Which part of how many.
     *
     * @param total how many there are without it
     */
    record PageInfo(int offset, int limit, int total) {}

    static Paging of(RestRequest request) {
        return new Paging(request.number(OFFSET.name(), 0, 0, 999_999_999), request.number(LIMIT.name(), STANDARD, 1, MOST));
    }

    <T> List<T> cut(List<T> all) {
        return all.stream().skip(offset).limit(limit).toList();
    }

    PageInfo info(List<?> all) {
        return new PageInfo(offset, limit, all.size());
    }
}
