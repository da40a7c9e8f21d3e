/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What users implement: whiteboard listeners of a connector's events. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.listener;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
