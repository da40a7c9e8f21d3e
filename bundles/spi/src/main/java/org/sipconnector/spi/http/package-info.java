/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The HTTP foundation: requests by id, answers as events. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
