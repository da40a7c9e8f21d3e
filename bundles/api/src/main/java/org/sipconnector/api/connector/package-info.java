/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The coordinator of a connector's managers, and the facade that most users need nothing beside. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.connector;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
