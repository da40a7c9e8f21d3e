/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Optional;

/**
 * What the body of a request is.
 *
 * @param mediaType of it
 * @param type      a record whose components are the members of the JSON; absent for what is taken as it is
 * @param most      bytes it may have
 */
record RequestBody(String mediaType, Optional<Class<? extends Record>> type, int most) {

    private static final int MOST_JSON = 64 * 1024;

    static RequestBody json(Class<? extends Record> type) {
        return new RequestBody("application/json", Optional.of(type), MOST_JSON);
    }
}
