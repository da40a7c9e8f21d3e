/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.util.List;

/**
 * All the facade is between two messages.
 *
 * @param calls calls made or answered through it that are not over
 */
record FacadeState(List<FacadeCall> calls) {

    static final FacadeState FRESH = new FacadeState(List.of());
}
